using System.CommandLine;
using BtcTracker.Market;
using BtcTracker.Market.Files;

namespace BtcTracker.Ingest.Commands.Import;

/// <summary>The options of <c>import</c> that say how a file is read.</summary>
internal sealed class ImportOptions
{
    private readonly Option<string?> _volume = new("--volume", "--volume-unit")
    {
        Description = "What the volume counts where the file does not say, or which of two volumes is taken.",
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
        Description = "Refuse what is else skipped or mended: rows without a price, doubled rows, rounded highs.",
    };
    private readonly Option<bool> _force = new("--force")
    {
        Description = "Import also what seems to be of another market, at your own risk.",
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what would be stored and replaced, and store nothing." };

    private readonly Option<bool> _yes = new("--yes", "-y")
    {
        Description = "Replace stored candles without asking (a script is never asked), and store readings for good.",
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

    /// <summary>What was given.</summary>
    public ImportRequest RequestOf(ParseResult parsed, string file, Interval? interval)
    {
        var (isConfirmed, volume) = (parsed.GetValue(_yes), parsed.GetValue(_volume)?.ToUpperInvariant());
        var read = new PriceFileOptions(
            parsed.GetRequiredValue(_quote).ToUpperInvariant(),
            parsed.GetValue(_strict),
            parsed.GetValue(_force),
            volume
        );
        var question = isConfirmed ? null : ImportQuestion.OnConsole();
        return new ImportRequest(file, interval, read, parsed.GetValue(_dryRun), isConfirmed, question);
    }
}
