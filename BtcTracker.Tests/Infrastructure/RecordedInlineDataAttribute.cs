using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A row of a theory over a recorded body, which one of its values names; it is listed where this machine has them.</summary>
/// <remarks>
/// xunit reports an attribute without a row, so an unlisted row is given with a trait by which <see cref="ListingTestFramework"/> drops it.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RecordedInlineDataAttribute(params object?[] data) : DataAttribute
{
    /// <summary>The trait of a row that is not to be listed.</summary>
    public const string Unlisted = nameof(Unlisted);

    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var row = new TheoryDataRow(data);
        if (!RepositoryPaths.HasRecordedBodies)
        {
            row.Traits.Add(Unlisted, ["There are no recorded bodies here."]);
        }

        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([row]);
    }

    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;
}
