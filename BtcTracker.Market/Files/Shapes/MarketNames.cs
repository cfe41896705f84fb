namespace BtcTracker.Market.Files.Shapes;

/// <summary>Checks that a file's market is Bitcoin in US dollars.</summary>
internal sealed class MarketNames(FileShape shape, PriceFileOptions options)
{
    private static readonly string[] Bitcoins = ["BTC", "XBT", "XXBT", "BITCOIN", "CRYPTOBTC"];
    private static readonly string[] Dollars = ["USD", "ZUSD", "USDOLLAR", "USDOLLARS", "DOLLAR"];
    private static readonly string[] StableCoins = ["USDT", "USDC"];

    private static readonly string[] OtherCoins =
    [
        "ETH",
        "LTC",
        "XRP",
        "BCH",
        "BSV",
        "ADA",
        "SOL",
        "DOGE",
        "DOT",
        "BNB",
        "EOS",
        "XLM",
        "XMR",
        "ETC",
        "TRX",
        "LINK",
        "AVAX",
        "MATIC",
        "DASH",
        "ZEC",
        "ETHEREUM",
        "LITECOIN",
        "RIPPLE",
        "CARDANO",
        "SOLANA",
        "DOGECOIN",
        "POLKADOT",
        "MONERO",
    ];

    private static readonly string[] OtherCurrencies =
    [
        "EUR",
        "GBP",
        "JPY",
        "CHF",
        "CAD",
        "AUD",
        "KRW",
        "CNY",
        "INR",
        "BRL",
        "TRY",
        "PLN",
        "RUB",
        "MXN",
        "SEK",
        "ARS",
    ];

    private readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// Why a name such as <c>BITSTAMP:BTCUSD</c>, <c>BTC/USD</c>, <c>XBT</c> or <c>US Dollar</c> is not our market; null if it is.
    /// </summary>
    public static string? ReasonOf(string value, PriceFileOptions options)
    {
        var name = string.Concat(value[(value.LastIndexOf(':') + 1)..].ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        var coin = Bitcoins.Where(bitcoin => name.StartsWith(bitcoin, StringComparison.Ordinal)).MaxBy(bitcoin => bitcoin.Length) ?? "";
        var money = name[coin.Length..];
        return (money.Length == 0 && coin.Length > 0) || Dollars.Contains(money) || money == options.Quote ? null
            : StableCoins.Contains(money)
                ? $"is in {money}, which is not the US dollar: add --quote {money.ToLowerInvariant()} to accept it as USD"
            : "is not Bitcoin in US dollars";
    }

    /// <summary>Finds the problem of a row's market; null if it is Bitcoin in US dollars, or the user accepts it.</summary>
    public string? FindProblem(CsvTable row)
    {
        foreach (var column in options.Force ? [] : shape.Markets)
        {
            if (row.Find(column) is { } value && Reason(value) is { } reason)
            {
                return $"{column} '{value}' {reason}";
            }
        }

        return null;
    }

    /// <summary>Finds the problem of the market of the file's name, its header or its vendor; null if nothing is.</summary>
    public string? FindProblem(string fileName, IReadOnlyList<string> columns)
    {
        if (options.Force)
        {
            return null;
        }

        return ReasonOfName(fileName, options, shape.Vendor?.Quote) is { } named ? named
            : shape
                .MarketCells.Select(cell => (Cell: cell, Reason: ReasonOf(cell, options)))
                .FirstOrDefault(cell => cell.Reason is not null)
                is { Reason: { } reason } market
                ? $"the header names '{market.Cell}', which {reason}"
            : columns.Select(ColumnNames.Plain).FirstOrDefault(IsOtherVolume) is { } volume
                ? $"the column '{volume}' is not of Bitcoin in US dollars"
            : null;
    }

    /// <summary>Finds the problem of the market of the file's name or its vendor; null if nothing is.</summary>
    /// <param name="fileName">The file's name, or its path.</param>
    /// <param name="options">What the user accepts.</param>
    /// <param name="vendorsQuote">The currency of the vendor's prices; null without a vendor.</param>
    public static string? ReasonOfName(string fileName, PriceFileOptions options, string? vendorsQuote)
    {
        var name = Path.GetFileNameWithoutExtension(fileName).ToUpperInvariant();
        var parts = name.Split([' ', '_', '-', '.', '(', ')', '+', ','], StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(parts, IsOther) is { } other
                ? $"the file's name says {other}, which is not Bitcoin in US dollars: rename it, or add --force"
            : Array.Find(StableCoins, IsNamed) is { } stable
                ? $"prices are in {stable}, which is not the US dollar: add --quote {stable.ToLowerInvariant()} to accept it as USD"
            : null;

        bool IsNamed(string coin) =>
            options.Quote != coin && (vendorsQuote == coin || Array.Exists(parts, part => part.EndsWith(coin, StringComparison.Ordinal)));
    }

    private static bool IsOtherVolume(string column) =>
        column.StartsWith("volume ", StringComparison.Ordinal)
        && column[7..].Trim('(', ')').ToUpperInvariant() is var unit
        && (OtherCoins.Contains(unit) || OtherCurrencies.Contains(unit));

    private static bool IsOther(string part) =>
        OtherCoins.Contains(part)
        || OtherCurrencies.Contains(part)
        || (
            OtherCurrencies.FirstOrDefault(currency => part.EndsWith(currency, StringComparison.Ordinal)) is { } money
            && IsCoin(part[..^money.Length])
        )
        || (
            OtherCoins.FirstOrDefault(coin => part.StartsWith(coin, StringComparison.Ordinal)) is { } found && IsMoney(part[found.Length..])
        );

    private static bool IsCoin(string part) => Bitcoins.Contains(part) || OtherCoins.Contains(part);

    private static bool IsMoney(string part) =>
        Dollars.Contains(part) || StableCoins.Contains(part) || OtherCurrencies.Contains(part) || Bitcoins.Contains(part);

    private string? Reason(string value)
    {
        if (!_known.TryGetValue(value, out var reason))
        {
            reason = shape.Vendor?.MarketIds.Contains(value) == true ? null : ReasonOf(value, options);
            _known[value] = reason;
        }

        return reason;
    }
}
