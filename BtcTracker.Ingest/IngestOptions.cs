using BtcTracker.Ingest.Sources;
using BtcTracker.Market;
using Microsoft.Extensions.Options;

namespace BtcTracker.Ingest;

/// <summary>Which market is read and how often: <c>Market:Mode</c>, <c>Ingest:Interval</c> and related settings.</summary>
public sealed class IngestOptions
{
    /// <summary><c>Market:Mode</c>: <c>live</c> (default), <c>demo</c> or <c>replay</c>.</summary>
    public string ModeText { get; set; } = "live";

    /// <summary>
    /// <c>Ingest:Interval</c>: the slot length, in the format of <see cref="SlotGrid.Parse"/>. Default: depends on the mode.
    /// </summary>
    public string? Interval { get; set; }

    /// <summary>
    /// <c>Ingest:Rates</c>: whether currency rates are read once a day, <c>true</c> (default) or <c>false</c>. Ignored in replay.
    /// </summary>
    public string RatesText { get; set; } = "true";

    /// <summary>
    /// <c>Ingest:Tick</c>: the time between live ticks, in the format of <see cref="TickPeriod.Parse"/>. Default: depends on the mode.
    /// Ignored by <c>--once</c> and in Lambda.
    /// </summary>
    public string? Tick { get; set; }

    /// <summary>
    /// <c>Ingest:DrainTime</c>: how long the shutdown waits for readings to be stored. Default: <c>5s</c>.
    /// </summary>
    public string DrainText { get; set; } = "5s";

    /// <summary>The mode; read it after validation.</summary>
    public MarketMode Mode => Enum.Parse<MarketMode>(ModeText, ignoreCase: true);

    /// <summary>The slots; read it after validation.</summary>
    public SlotGrid Grid => SlotGrid.Parse(Interval, Mode);

    /// <summary>The time between live ticks, zero if they are off; read it after validation.</summary>
    public TimeSpan TimeBetweenTicks => TickPeriod.Parse(Tick, Mode, Grid.Interval);

    /// <summary>How long the shutdown waits for the store, from zero to ten minutes; read it after validation.</summary>
    /// <exception cref="FormatException">It cannot be parsed, or is too long; the message states the valid values.</exception>
    public TimeSpan DrainTime => DrainPeriod.Parse(DrainText);

    /// <summary>The age at which a quote becomes stale; read it after validation.</summary>
    public TimeSpan StaleAfter => IngestSchedule.StaleAfterOf(Mode, Grid.Interval);

    /// <summary>Whether <see cref="ModeText"/> names a mode.</summary>
    public bool KnowsMode => Enum.GetNames<MarketMode>().Contains(ModeText, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether currency rates are read; read it after validation.</summary>
    public bool ReadsRates => bool.Parse(RatesText);

    /// <summary>Reads the settings from their two sections.</summary>
    public void Bind(IConfiguration configuration)
    {
        ModeText = configuration["Market:Mode"] is { Length: > 0 } mode ? mode : ModeText;
        Interval = configuration["Ingest:Interval"];
        Tick = configuration["Ingest:Tick"];
        DrainText = configuration["Ingest:DrainTime"] is { Length: > 0 } drain ? drain : DrainText;
        RatesText = configuration["Ingest:Rates"] is { Length: > 0 } rates ? rates : RatesText;
    }
}

/// <summary>Validates the settings at start, with a message that says what to use instead.</summary>
internal sealed class ValidateIngestOptions(IOptionsMonitor<SourceOptions> sources) : IValidateOptions<IngestOptions>
{
    public ValidateOptionsResult Validate(string? name, IngestOptions options)
    {
        if (!options.KnowsMode)
        {
            return ValidateOptionsResult.Fail($"Market:Mode '{options.ModeText}' is not valid. Use live, demo or replay.");
        }

        try
        {
            _ = options.TimeBetweenTicks;
            _ = options.DrainTime;
        }
        catch (FormatException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }

        if (!bool.TryParse(options.RatesText, out _))
        {
            return ValidateOptionsResult.Fail($"Ingest:Rates '{options.RatesText}' is not valid. Use true or false.");
        }

        return CheckAddress(options.Mode, SourceOptions.CoinMarketCap)
            ?? CheckAddress(options.Mode, SourceOptions.Coinbase)
            ?? CheckAddress(MarketMode.Live, SourceOptions.Bitstamp)
            ?? CheckAddress(options.TimeBetweenTicks == TimeSpan.Zero ? MarketMode.Live : options.Mode, SourceOptions.Kraken)
            ?? CheckAddress(
                options is { ReadsRates: true, Mode: MarketMode.Demo } ? MarketMode.Demo : MarketMode.Live,
                SourceOptions.EuropeanCentralBank
            )
            ?? ValidateOptionsResult.Success;
    }

    // Real prices must never be stored as simulated ones, or vice versa.
    private ValidateOptionsResult? CheckAddress(MarketMode mode, string section)
    {
        var address = sources.Get(section).BaseAddress ?? new Uri("", UriKind.Relative);
        return CheckScheme($"{section}:BaseAddress", address)
            ?? (
                mode != MarketMode.Live && address.Host == SourceOptions.RealAddresses[section].Host
                    ? ValidateOptionsResult.Fail(
                        $"{section}:BaseAddress must name the simulated market in demo and replay mode; the AppHost sets it."
                    )
                    : null
            );
    }

    private static ValidateOptionsResult? CheckScheme(string key, Uri address) =>
        address is { IsAbsoluteUri: false } or { Scheme: not ("http" or "https") }
            ? ValidateOptionsResult.Fail($"{key} '{address}' is not an http or https address.")
            : null;
}
