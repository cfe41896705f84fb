using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Creates the HTTP request that delivers a message.</summary>
public static class AlertRequest
{
    /// <summary>The header with the message's id, the same each time it is sent.</summary>
    public const string IdHeader = "BtcTracker-Id";

    /// <summary>The header with the time of sending, in seconds since the epoch.</summary>
    public const string TimestampHeader = "BtcTracker-Timestamp";

    /// <summary>The header with <c>sha256=</c> and the HMAC-SHA256, in hex, of the timestamp, a dot and the body.</summary>
    public const string SignatureHeader = "BtcTracker-Signature";

    /// <summary>Makes it.</summary>
    public static HttpRequestMessage Create(AlertMessage message, AlertOptions options, DateTimeOffset now)
    {
        var body = BodyOf(message, options.Format);
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var type = options.Format == WebhookFormat.Ntfy ? MediaTypeNames.Text.Plain : MediaTypeNames.Application.Json;
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Add(IdHeader, message.Id);
        request.Headers.Add(TimestampHeader, timestamp);
        if (options.Secret is { } secret)
        {
            request.Headers.Add(SignatureHeader, Sign(secret, timestamp, body));
        }

        if (options.Format == WebhookFormat.Ntfy)
        {
            request.Headers.Add("Title", message.Title);
        }

        return request;
    }

    /// <summary>The signature, as <see cref="SignatureHeader"/> has it.</summary>
    public static string Sign(string secret, string timestamp, string body) =>
        "sha256="
        + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}")));

    private static string BodyOf(AlertMessage message, WebhookFormat format) =>
        format switch
        {
            WebhookFormat.Ntfy => message.Text,
            WebhookFormat.Slack => new JsonObject { ["text"] = $"*{Escaped(message.Title)}*\n{Escaped(message.Text)}" }.ToJsonString(),
            _ => new JsonObject
            {
                ["id"] = message.Id,
                ["rule"] = message.Rule,
                ["symbol"] = Symbol.BtcUsd.ToString(),
                ["title"] = message.Title,
                ["text"] = message.Text,
                ["price"] = message.Price,
                ["at"] = message.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            }.ToJsonString(),
        };

    // Escapes Slack's markup characters as its documentation requires.
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
