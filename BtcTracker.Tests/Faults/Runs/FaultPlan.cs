namespace BtcTracker.Tests.Faults.Runs;

/// <summary>A fault in a run.</summary>
/// <param name="Kind">What.</param>
/// <param name="Vendor">At which vendor; null where it is none's.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it is over.</param>
/// <param name="Chance">A number by chance, for what the kind leaves open.</param>
internal sealed record Fault(FaultKind Kind, string? Vendor, DateTimeOffset From, DateTimeOffset To, int Chance)
{
    public bool Covers(DateTimeOffset instant) => From <= instant && instant < To;

    public bool Overlaps(Fault other) => From < other.To && other.From < To;
}

/// <summary>The faults of a run, made of a schedule and a seed: the same ones each time.</summary>
internal sealed class FaultPlan
{
    private const int SlotsADay = 288;
    private const int LargestChance = 1 << 20;

    /// <summary>The vendors, in the order in which they are asked.</summary>
    public static readonly IReadOnlyList<string> Vendors = ["coinmarketcap", "coinbase", "kraken"];

    private static readonly TimeSpan Slot = TimeSpan.FromMinutes(5);

    // Nothing goes wrong in the first and the last hour, so that the run has a beginning and an end that are known.
    private const int QuietSlots = 12;

    private readonly List<Fault> _faults = [];
    private readonly Random _random;
    private readonly Dictionary<long, List<Fault>> _bySlot;

    public FaultPlan(FaultSchedule schedule, int seed, DateTimeOffset first)
    {
        _random = new Random(seed);
        foreach (var rate in schedule.Faults)
        {
            foreach (var vendor in rate.Kind <= FaultKind.Straying ? Vendors : [null!])
            {
                Add(rate, vendor, first, schedule.Days * SlotsADay);
            }
        }

        _bySlot = _faults
            .SelectMany(fault => SlotsOf(fault).Select(slot => (slot, fault)))
            .GroupBy(one => one.slot, one => one.fault)
            .ToDictionary(one => one.Key, one => one.ToList());
    }

    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } =
        new(new FaultSchedule(0, [], [], new Dictionary<int, RunOutcome>()), seed: 0, DateTimeOffset.UnixEpoch);

    /// <summary>The faults of the processes, by their beginnings.</summary>
    public IReadOnlyList<Fault> OfProcesses => [.. _faults.Where(fault => fault.Kind >= FaultKind.Kill).OrderBy(fault => fault.From)];

    /// <summary>A vendor's fault at an instant; null where it has none.</summary>
    public Fault? OfVendor(string vendor, DateTimeOffset instant) =>
        At(instant).Find(fault => fault.Kind == FaultKind.Network || fault.Vendor == vendor);

    /// <summary>The store's fault at an instant; null where it has none.</summary>
    public FaultKind? OfStore(DateTimeOffset instant) =>
        At(instant).Find(fault => fault.Kind is >= FaultKind.StoreDown and <= FaultKind.StoreHangs)?.Kind;

    private List<Fault> At(DateTimeOffset instant) =>
        _bySlot.TryGetValue(instant.Ticks / Slot.Ticks, out var faults) ? faults.FindAll(fault => fault.Covers(instant)) : [];

    private static IEnumerable<long> SlotsOf(Fault fault)
    {
        for (var slot = fault.From.Ticks / Slot.Ticks; slot <= fault.To.Ticks / Slot.Ticks; slot++)
        {
            yield return slot;
        }
    }

    private void Add(FaultRate rate, string? vendor, DateTimeOffset first, int slots)
    {
        for (var slot = QuietSlots; slot < slots - QuietSlots; slot++)
        {
            if (_random.NextDouble() >= rate.PerDay / SlotsADay)
            {
                continue;
            }

            var length = Math.Min(_random.Next(rate.Slots[0], rate.Slots[1] + 1), slots - QuietSlots - slot);
            // What concerns a reading begins before its slot; what concerns a process begins anywhere.
            var seconds = rate.Kind < FaultKind.StoreDown ? -_random.Next(1, 60) : _random.Next(0, 300);
            var from = first + (slot * Slot) + TimeSpan.FromSeconds(seconds);
            var fault = new Fault(rate.Kind, vendor, from, from + (length * Slot), _random.Next(LargestChance));
            if (!_faults.Exists(fault.Excludes))
            {
                _faults.Add(fault);
            }

            slot += length;
        }
    }
}

/// <summary>Which faults a run does not have at once.</summary>
internal static class FaultExclusion
{
    /// <summary>
    /// A process that is dead cannot die; and two vendors that are wrong alike would confirm each other, which nothing finds out.
    /// </summary>
    public static bool Excludes(this Fault fault, Fault other) =>
        fault.Overlaps(other)
        && (
            (IsEnd(fault) && IsEnd(other))
            || (IsWrongPrice(fault) && fault.Kind == other.Kind)
            || (fault.Kind == FaultKind.Twin && other.Kind == FaultKind.Twin)
        );

    private static bool IsEnd(Fault fault) => fault.Kind is FaultKind.Kill or FaultKind.Stop or FaultKind.Sleep;

    private static bool IsWrongPrice(Fault fault) => fault.Kind is FaultKind.Tenfold or FaultKind.Straying;
}
