using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;

namespace BtcTracker.Ingest.Commands.Lambda;

/// <summary>An invocation that waits for its result.</summary>
/// <param name="Id">Its id in Lambda.</param>
/// <param name="Deadline">When Lambda terminates the process without a result.</param>
internal sealed record Invocation(string Id, DateTimeOffset Deadline);

/// <summary>
/// Lambda's runtime API, plain HTTP on the function's own machine:
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"/>.
/// </summary>
internal sealed class RuntimeApi(HttpClient client)
{
    private const string Variable = "AWS_LAMBDA_RUNTIME_API";
    private const string Invocations = "2018-06-01/runtime/invocation/";

    /// <summary>Reads its address from the configuration.</summary>
    /// <exception cref="FormatException">The process is not running in Lambda.</exception>
    public static Uri AddressIn(IConfiguration configuration) =>
        Uri.TryCreate($"http://{configuration[Variable]}/", UriKind.Absolute, out var address) && address.AbsolutePath == "/"
            ? address
            : throw new FormatException(
                $"{Variable} '{configuration[Variable]}' is not a host and port. AWS Lambda sets it: the command lambda runs only there. "
                    + "Elsewhere use --once."
            );

    /// <summary>Waits for the next invocation, possibly for hours in which Lambda freezes the process.</summary>
    public async Task<Invocation> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri(Invocations + "next", UriKind.Relative), cancellationToken);
        response.EnsureSuccessStatusCode();
        var deadline = long.Parse(Header(response, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture);
        return new Invocation(Header(response, "Lambda-Runtime-Aws-Request-Id"), DateTimeOffset.FromUnixTimeMilliseconds(deadline));
    }

    /// <summary>Reports success.</summary>
    public Task SucceedAsync(Invocation invocation, CancellationToken cancellationToken) =>
        PostAsync($"{invocation.Id}/response", new JsonObject { ["stored"] = true }, cancellationToken);

    /// <summary>Reports a failure, so that Lambda counts an error and may retry.</summary>
    public Task FailAsync(Invocation invocation, string reason, CancellationToken cancellationToken) =>
        PostAsync($"{invocation.Id}/error", new JsonObject { ["errorType"] = "NotStored", ["errorMessage"] = reason }, cancellationToken);

    private async Task PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeNames.Application.Json);
        using var response = await client.PostAsync(new Uri(Invocations + path, UriKind.Relative), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).First();
}
