using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Primitives;

namespace BtcTracker.Web.Encoding;

/// <summary>A body that is encoded once for all callers, in each content encoding.</summary>
public sealed class EncodedBody
{
    /// <summary>Costs a few milliseconds for the longest history, and is within a tenth of the smallest.</summary>
    private const int QuickQuality = 5;
    private const int BestQuality = 11;
    private const int Window = 22;

    private readonly byte[] _plain;
    private readonly Lazy<byte[]> _gzip;
    private byte[] _brotli;

    /// <summary>Encodes a body.</summary>
    /// <param name="plain">Its bytes; they are kept, not copied.</param>
    /// <param name="contentType">Their media type.</param>
    public EncodedBody(byte[] plain, string contentType)
        : this(plain, contentType, Brotli(plain, QuickQuality)) { }

    private EncodedBody(byte[] plain, string contentType, byte[] brotli)
    {
        _plain = plain;
        _brotli = brotli;
        _gzip = new Lazy<byte[]>(() => Gzip(plain));
        ContentType = contentType;
        ETag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 12))}\"";
    }

    /// <summary>The media type.</summary>
    public StringValues ContentType { get; }

    /// <summary>The entity tag; weak, because the same content is sent in several encodings.</summary>
    public StringValues ETag { get; }

    /// <summary>Whether it is compressed best already.</summary>
    public bool IsBest { get; private set; }

    /// <summary>The body as it is.</summary>
    public ReadOnlyMemory<byte> Plain => _plain;

    /// <summary>Whether it may be compressed; a pixel image already is.</summary>
    public bool IsCompressible { get; private init; } = true;

    /// <summary>Keeps a body that is already compressed as it is.</summary>
    public static EncodedBody OfCompressed(byte[] plain, string contentType) =>
        new(plain, contentType, []) { IsCompressible = false, IsBest = true };

    /// <summary>Encodes a value as JSON.</summary>
    public static EncodedBody Of<T>(T value, JsonTypeInfo<T> typeInfo) =>
        new(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo), "application/json");

    /// <summary>Encodes an SVG image.</summary>
    public static EncodedBody Of(BadgeSvg badge) => new(System.Text.Encoding.UTF8.GetBytes(badge.Text), "image/svg+xml");

    /// <summary>The body in one encoding.</summary>
    public ReadOnlyMemory<byte> In(BodyEncoding encoding) =>
        encoding switch
        {
            BodyEncoding.Brotli => Volatile.Read(ref _brotli),
            BodyEncoding.Gzip => _gzip.Value,
            _ => _plain,
        };

    /// <summary>Replaces the quick compression with the best one if that is smaller; it takes fifty times as long.</summary>
    public void CompressBest()
    {
        var best = Brotli(_plain, BestQuality);
        if (best.Length < _brotli.Length)
        {
            Volatile.Write(ref _brotli, best);
        }

        IsBest = true;
    }

    private static byte[] Brotli(byte[] plain, int quality)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(plain.Length));
        try
        {
            return BrotliEncoder.TryCompress(plain, buffer, out var written, quality, Window)
                ? buffer[..written]
                : throw new InvalidOperationException("A buffer of the greatest compressed length was too small.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }
}
