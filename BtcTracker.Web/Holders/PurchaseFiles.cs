using BtcTracker.Market.Files.Trades;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Web.Encoding;

namespace BtcTracker.Web.Holders;

/// <summary>The files that a holder downloads.</summary>
internal static class PurchaseFiles
{
    /// <summary>All purchases as CSV, which can be imported again.</summary>
    public static IResult CsvOf(HolderAccount account)
    {
        using var csv = new StringWriter();
        OwnPurchases.Write(csv, account.Purchases.OrderBy(purchase => purchase.Number).Select(purchase => purchase.Details));
        return TypedResults.Bytes(System.Text.Encoding.UTF8.GetBytes(csv.ToString()), Offers.CsvWithHeader, "purchases.csv");
    }

    /// <summary>Everything that is stored, as JSON, without the token, which is only stored as a hash.</summary>
    public static IResult JsonOf(HolderAccount account, IReadOnlyList<HolderAlert> alerts) =>
        TypedResults.Json(HolderExport.Of(account, alerts), HolderJson.Default.HolderExport);
}
