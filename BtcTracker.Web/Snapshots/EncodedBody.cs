using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Snapshots;

/// <summary>A JSON body that was encoded once, with the tag that names its content.</summary>
/// <param name="Json">The body in UTF-8.</param>
/// <param name="ETag">Weak, because the same content may leave compressed.</param>
public sealed record EncodedBody(byte[] Json, EntityTagHeaderValue ETag)
{
    /// <summary>Encodes a value.</summary>
    public static EncodedBody Of<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, typeInfo);
        var hash = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 12));
        return new EncodedBody(json, new EntityTagHeaderValue($"\"{hash}\"", isWeak: true));
    }
}
