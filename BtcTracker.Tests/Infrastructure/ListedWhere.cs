namespace BtcTracker.Tests.Infrastructure;

/// <summary>
/// A test, or a class of tests, that is listed under a condition only: elsewhere there is none, neither passed nor skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal abstract class ListedWhereAttribute(bool isListed) : Attribute
{
    /// <summary>Whether the condition holds here.</summary>
    public bool IsListed { get; } = isListed;
}

/// <summary>Takes long: listed with <c>BTCTRACKER_SLOW=1</c>.</summary>
internal sealed class SlowAttribute() : ListedWhereAttribute(SlowTests.AreWanted);

/// <summary>Takes seconds: not listed where the tests run once for each change of the code, in <c>eng/mutation</c>.</summary>
internal sealed class TakesSecondsAttribute() : ListedWhereAttribute(!SlowTests.RunForEachMutant);

/// <summary>Asserts figures of real prices: listed where this machine has them.</summary>
internal sealed class OfRealPricesAttribute() : ListedWhereAttribute(RepositoryPaths.HasRealPrices);

/// <summary>Asserts what a recorded body says: listed where this machine has them.</summary>
internal sealed class OfRecordedBodiesAttribute() : ListedWhereAttribute(RepositoryPaths.HasRecordedBodies);
