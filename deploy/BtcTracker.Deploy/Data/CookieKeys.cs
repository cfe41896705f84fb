namespace BtcTracker.Deploy.Data;

/// <summary>The partition of ASP.NET Core's data-protection keys, which the web's tasks share: whoever has them can forge a cookie.</summary>
internal static class CookieKeys
{
    private const string Partition = "DPKEY";
    private const string LeadingKeys = "dynamodb:LeadingKeys";

    /// <summary>The condition of a right to these items alone.</summary>
    public static Dictionary<string, object> Alone => Where("StringEquals");

    /// <summary>The condition of a right to every other item.</summary>
    public static Dictionary<string, object> Excepted => Where("StringNotEquals");

    private static Dictionary<string, object> Where(string comparison) => new()
    {
        [$"ForAllValues:{comparison}"] = new Dictionary<string, object> { [LeadingKeys] = new[] { Partition } },

        // ForAllValues is true where there is no key at all.
        ["Null"] = new Dictionary<string, object> { [LeadingKeys] = "false" },
    };
}
