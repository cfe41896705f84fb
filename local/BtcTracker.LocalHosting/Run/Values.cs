using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.LocalHosting.Run;

/// <summary>Arguments and variables as text.</summary>
internal static class Values
{
    /// <summary>The text of a value that may be known only now.</summary>
    public static async ValueTask<string> TextAsync(object value, CancellationToken cancellationToken) => value switch
    {
        IValueProvider provider => await provider.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
