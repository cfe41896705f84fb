namespace BtcTracker.Web.Formatting;

/// <summary>
/// What <c>Web:PathBase</c> and <c>Web:PublicAddress</c> may be. Compiled into the AppHost too, which refuses a wrong value before anything
/// starts.
/// </summary>
internal static class SitePath
{
    /// <summary>The setting, with its section.</summary>
    public const string Setting = "Web:PathBase";

    /// <summary>A path without a slash at its end; empty for none.</summary>
    public const string Pattern = "^(/[A-Za-z0-9][A-Za-z0-9._~-]*)*$";

    /// <summary>The message for any other value.</summary>
    public const string Refusal =
        $"{Setting} is not valid. Use a path such as /btc: it starts with '/', does not end with it, and has no query.";

    /// <summary>The setting of the site's public address, with its section.</summary>
    public const string PublicSetting = "Web:PublicAddress";

    /// <summary>A scheme and a host, and a port where it is not the scheme's own; empty for none.</summary>
    public const string PublicPattern = @"^(https?://([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?)?$";

    /// <summary>The message for any other value.</summary>
    public const string PublicRefusal =
        $"{PublicSetting} is not valid. Use a scheme and a host, such as https://btc.example.com, without a path: that is {Setting}.";
}
