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
            IXunitTestMethod testMethod,
            ITestFrameworkDiscoveryOptions discoveryOptions,
            Func<ITestCase, ValueTask<bool>> discoveryCallback
        )
        {
            if (!IsListed(testMethod.Method) || !IsListed(testMethod.TestClass.Class))
            {
                return GoOn;
            }

            // A row can be dropped where each is a test case of its own.
            discoveryOptions.SetPreEnumerateTheories(true);
            return base.FindTestsForMethod(
                testMethod,
                discoveryOptions,
                testCase => IsListed(testCase) ? discoveryCallback(testCase) : GoOn
            );
        }

        private static ValueTask<bool> GoOn => ValueTask.FromResult(true);

        private static bool IsListed(MemberInfo member) =>
            member.GetCustomAttributes<ListedWhereAttribute>().All(condition => condition.IsListed);

        private static bool IsListed(ITestCase testCase) => !testCase.Traits.ContainsKey(RecordedInlineDataAttribute.Unlisted);
    }
}
