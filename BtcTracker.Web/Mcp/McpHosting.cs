using BtcTracker.Web.Api;
using ModelContextProtocol.Protocol;

namespace BtcTracker.Web.Mcp;

/// <summary>The Model Context Protocol at <c>/mcp</c>: the API for language models, stateless over HTTP and read-only.</summary>
public static class McpHosting
{
    /// <summary>The endpoint's path.</summary>
    public const string Path = "/mcp";

    private const string Instructions =
        "The price of Bitcoin in US dollars, live, and its history, from this site's own store. All times are UTC, all prices US dollars "
        + "for one bitcoin. "
        + "Warn the user when a price is stale, unconfirmed, or of mode demo or replay: then it is not the market's. Not financial "
        + "advice; prices may be delayed or wrong.";

    /// <summary>Registers the server and its tools.</summary>
    public static void AddMcp(this WebApplicationBuilder builder)
    {
        // The library logs each request, and each invalid one with a stack trace. ToolCalls logs a tool's own failures.
        builder.Logging.AddFilter("ModelContextProtocol", LogLevel.None);
        builder
            .Services.AddMcpServer(options =>
            {
                options.ServerInfo = new Implementation
                {
                    Name = "btctracker",
                    Title = "BtcTracker",
                    Version = ApiRoutes.Document,
                };
                options.ServerInstructions = Instructions;
            })
            .WithHttpTransport(options => options.Stateless = true)
            .WithTools<PriceTools>()
            .WithTools<HistoryTools>()
            .WithRequestFilters(filters => filters.AddCallToolFilter(ToolCalls.Logged).AddCallToolFilter(ToolArguments.Checked));
    }

    /// <summary>Maps the endpoint.</summary>
    public static IEndpointConventionBuilder MapMcpServer(this IEndpointRouteBuilder routes) =>
        routes.MapMcp(Path).CheckingBodies().WithMetadata(new ExcludeFromDescriptionAttribute());
}
