using System.Reflection;
using BtcTracker.Tests.Infrastructure;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestFramework(typeof(ListingTestFramework))]

namespace BtcTracker.Tests.Infrastructure;

/// <summary>xunit, but for the tests whose <see cref="ListedWhereAttribute"/> does not hold here.</summary>
public sealed class ListingTestFramework : XunitTestFramework
{
    /// <inheritdoc />
    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) =>
        new Discoverer(new XunitTestAssembly(assembly, configFileName: null, assembly.GetName().Version));

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        protected override ValueTask<bool> FindTestsForMethod(
            IXunitTestMethod testMethod, ITestFrameworkDiscoveryOptions discoveryOptions, Func<ITestCase, ValueTask<bool>> discoveryCallback) =>
            IsListed(testMethod.Method) && IsListed(testMethod.TestClass.Class)
                ? base.FindTestsForMethod(testMethod, discoveryOptions, discoveryCallback)
                : ValueTask.FromResult(true);

        private static bool IsListed(MemberInfo member) => member.GetCustomAttributes<ListedWhereAttribute>().All(condition => condition.IsListed);
    }
}
