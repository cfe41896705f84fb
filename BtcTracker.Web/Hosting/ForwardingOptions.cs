using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace BtcTracker.Web.Hosting;

/// <summary>Which proxies may say who the client is: section <c>Forwarding</c>.</summary>
public sealed class ForwardingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Forwarding";

    /// <summary>
    /// The networks of the proxies before this service, separated by commas: <c>10.0.0.0/16</c>. Default: none, and then none is
    /// accepted.
    /// </summary>
    public string TrustedProxies { get; set; } = string.Empty;
}

/// <summary>Accepts <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> from a trusted proxy.</summary>
public static class Forwarding
{
    /// <summary>Reads the trusted networks.</summary>
    /// <exception cref="FormatException">One of them is not a network.</exception>
    public static IReadOnlyList<IPNetwork> NetworksOf(ForwardingOptions options) =>
        [.. options.TrustedProxies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>Adds the middleware where a proxy is trusted; without one the headers mean nothing.</summary>
    /// <exception cref="FormatException">A configured value is not a network.</exception>
    public static WebApplication UseForwarding(this WebApplication app)
    {
        var networks = NetworksOf(
            app.Configuration.GetSection(ForwardingOptions.Section).Get<ForwardingOptions>() ?? new ForwardingOptions()
        );
        if (networks.Count > 0)
        {
            var headers = new ForwardedHeadersOptions
            {
                ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            };
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            networks.ToList().ForEach(headers.KnownIPNetworks.Add);
            app.UseForwardedHeaders(headers);
        }

        return app;
    }

    private static IPNetwork Parse(string text) =>
        IPNetwork.TryParse(text, out var network)
            ? network
            : throw new FormatException(
                $"Forwarding:TrustedProxies '{text}' is not a network; write for example 10.0.0.0/16, several separated by commas."
            );
}
