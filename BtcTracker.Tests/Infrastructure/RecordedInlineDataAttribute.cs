using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A row of a theory over a recorded body, which its first value names; there is no such row where the bodies are not.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RecordedInlineDataAttribute(params object?[] data) : DataAttribute
{
    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(RepositoryPaths.HasRecordedBodies ? [new TheoryDataRow(data)] : []);

    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;
}
