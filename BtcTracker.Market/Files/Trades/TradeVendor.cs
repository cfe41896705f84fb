using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Market.Files.Trades;

/// <summary>The format of a vendor's list of trades.</summary>
/// <remarks>To support another vendor, add a file with one of these and list it in <see cref="TradeFile"/>.</remarks>
/// <param name="Name">The vendor's name, used as the place of its purchases.</param>
/// <param name="Header">Columns that its header must contain, in lower case; there may be others.</param>
/// <param name="Read">Reads a row; null, with a reason in the cells, if it is not a purchase of bitcoin for US dollars.</param>
internal sealed record TradeVendor(string Name, IReadOnlyList<string> Header, Func<TradeCells, NewPurchase?> Read);
