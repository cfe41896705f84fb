namespace BtcTracker.Deploy.Data;

/// <summary>
/// The partition of ASP.NET Core's data-protection keys, which the web's tasks share: whoever has them can forge a cookie.
/// </summary>
internal static class CookieKeys
{
    /// <summary>The partition.</summary>
    public const string Partition = "DPKEY";

    /// <summary>The condition of a right to these items alone.</summary>
    public static Dictionary<string, object> Alone => LeadingKeys.Where(("StringEquals", [Partition]));
}
