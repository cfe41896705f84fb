using System.CommandLine;
using BtcTracker.Market;
using BtcTracker.Market.Files;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>The options of <c>import</c>.</summary>
internal sealed class ImportOptions
{
    private readonly Option<string?> _volume = new("--volume", "--volume-unit")
    {
        Description = "The volume's unit if the file does not state it, or which of two volumes to use.",
        HelpName = "btc|usd|none",
    };

    private readonly Option<string> _quote = new("--quote")
    {
        Description = "The currency of the file's prices. Default: usd.",
        HelpName = "usd|usdt|usdc",
        DefaultValueFactory = _ => "usd",
    };

    private readonly Option<bool> _strict = new("--strict")
    {
        Description = "Reject what would otherwise be skipped or corrected: rows without a price, duplicate rows, rounded highs.",
    };
    private readonly Option<bool> _force = new("--force")
    {
        Description = "Import a file even if it seems to be of another market, at your own risk.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Show what would be stored and replaced, without storing anything.",
    };

    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Replace stored candles without asking (scripts are never asked), and store readings permanently.",
    };

    /// <summary>Adds them to the command.</summary>
    public void AddTo(Command command)
    {
        _volume.AcceptOnlyFromAmong("btc", "usd", "none", "BTC", "USD", "NONE");
        _quote.AcceptOnlyFromAmong("usd", "usdt", "usdc", "USD", "USDT", "USDC");
        foreach (var option in new Option[] { _volume, _quote, _strict, _force, _dryRun, _yes })
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the options from a parsed command line.</summary>
    public ImportRequest RequestOf(ParseResult parsed, string file, Interval? interval)
    {
        var (isConfirmed, volume) = (parsed.GetValue(_yes), parsed.GetValue(_volume)?.ToUpperInvariant());
        var read = new PriceFileOptions(
            parsed.GetRequiredValue(_quote).ToUpperInvariant(),
            parsed.GetValue(_strict),
            parsed.GetValue(_force),
            volume
        );
        var question = isConfirmed ? null : ConfirmationPrompt.OnConsole();
        return new ImportRequest(file, interval, read, parsed.GetValue(_dryRun), isConfirmed, question);
    }
}
