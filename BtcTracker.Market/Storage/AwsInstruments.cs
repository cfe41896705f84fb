namespace BtcTracker.Market.Storage;

/// <summary>Units and descriptions of the AWS SDK's instruments, which the SDK provides only in part.</summary>
internal static class AwsInstruments
{
    private const string Seconds = "s";
    private const string Bytes = "By";

    private static readonly Dictionary<string, (string Unit, string Description)> Known = new(StringComparer.Ordinal)
    {
        ["client.uptime"] = (Seconds, "Time since the client was made."),
        ["client.call.duration"] = (Seconds, "A whole call: every attempt, and the pauses between them."),
        ["client.call.attempts"] = ("{attempt}", "Attempts of calls."),
        ["client.call.errors"] = ("{error}", "Failed calls, by exception."),
        ["client.call.attempt_duration"] = (Seconds, "An attempt, from the request until its response is read."),
        ["client.call.serialization_duration"] = (Seconds, "Writing a request."),
        ["client.call.deserialization_duration"] = (Seconds, "Reading a response."),
        ["client.call.resolve_endpoint_duration"] = (Seconds, "Finding the address of a call."),
        ["client.call.auth.signing_duration"] = (Seconds, "Signing a request."),
        ["client.call.auth.resolve_identity_duration"] = (Seconds, "Getting the credentials of a call."),
        ["client.http.bytes_sent"] = (Bytes, "Size of the requests' bodies."),
        ["client.http.bytes_received"] = (Bytes, "Size of the responses' bodies."),
    };

    /// <summary>The unit and description of an instrument: the SDK's own, otherwise those defined here, otherwise its name.</summary>
    public static (string Unit, string Description) Describe(string name, string? unit, string? description)
    {
        var (knownUnit, knownDescription) = Known.GetValueOrDefault(name, ("1", name));
        return (OrElse(unit, knownUnit), OrElse(description, knownDescription));
    }

    private static string OrElse(string? text, string other) => string.IsNullOrWhiteSpace(text) ? other : text;
}
