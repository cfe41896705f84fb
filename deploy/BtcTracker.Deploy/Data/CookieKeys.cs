namespace BtcTracker.Deploy.Data;

/// <summary>
/// The partition of ASP.NET Core's data-protection keys, which the web's tasks share. With them anyone can forge a cookie.
/// </summary>
internal static class CookieKeys
{
    /// <summary>The partition.</summary>
    public const string Partition = "DPKEY";

    /// <summary>The condition that limits a permission to these items.</summary>
    public static Dictionary<string, object> Only => LeadingKeys.Where(("StringEquals", [Partition]));
}
