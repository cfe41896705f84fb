using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Market.Files.Trades;

/// <summary>How a vendor lists trades.</summary>
/// <remarks>A new vendor is a file with one of these, listed in <see cref="TradeFile"/>.</remarks>
/// <param name="Name">The vendor's name, which becomes the place of its purchases.</param>
/// <param name="Header">Columns that its header names, in lower case; others may stand between them.</param>
/// <param name="Read">Reads a row; null, with a reason in the cells, for one that is no purchase of bitcoins for dollars.</param>
internal sealed record TradeVendor(string Name, IReadOnlyList<string> Header, Func<TradeCells, NewPurchase?> Read);
