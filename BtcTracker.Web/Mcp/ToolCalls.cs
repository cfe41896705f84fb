using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace BtcTracker.Web.Mcp;

/// <summary>Logs a tool's own failure in one message, and answers its caller with a sentence, without a trace.</summary>
internal static partial class ToolCalls
{
    /// <summary>Runs a call. What the protocol refuses, such as an unknown tool, is the caller's mistake and left to the library.</summary>
    public static McpRequestHandler<CallToolRequestParams, CallToolResult> Logged(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next
    ) =>
        async (context, cancellationToken) =>
        {
            try
            {
                return await next(context, cancellationToken);
            }
            catch (Exception failure) when (failure is not (McpException or OperationCanceledException))
            {
                Log.Failed(
                    context.Services!.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ToolCalls)),
                    failure,
                    context.Params?.Name
                );
                return ToolAnswer.Refuse("The tool failed. Ask again in a moment.");
            }
        };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The tool {Tool} failed.")]
        public static partial void Failed(ILogger logger, Exception failure, string? tool);
    }
}
