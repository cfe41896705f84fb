using System.IO.Compression;
using System.Text;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Encoding;
using Microsoft.Extensions.Primitives;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class EncodedBodyTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes(
        string.Join(
            ',',
            MarketData
                .Walk(Interval.OneHour, Samples.At("2026-11-20"), 1_000)
                .Select(candle => $"{candle.OpenTime.ToUnixTimeSeconds()},{candle.Open},{candle.Close}")
        )
    );

    [Theory]
    [InlineData(BodyEncoding.Identity)]
    [InlineData(BodyEncoding.Gzip)]
    [InlineData(BodyEncoding.Brotli)]
    public void Each_encoding_gives_back_the_same_bytes(BodyEncoding encoding)
    {
        var body = new EncodedBody(Plain, "text/plain");

        Assert.Equal(Plain, Decode(body.In(encoding), encoding));
    }

    [Fact]
    public void The_best_compression_is_smaller_and_means_the_same()
    {
        var body = new EncodedBody(Plain, "text/plain");
        var quick = body.In(BodyEncoding.Brotli).Length;

        body.CompressBest();

        Assert.InRange(body.In(BodyEncoding.Brotli).Length, 1, quick - 1);
        Assert.Equal(Plain, Decode(body.In(BodyEncoding.Brotli), BodyEncoding.Brotli));
    }

    [Fact]
    public void The_tag_names_the_content()
    {
        Assert.Equal(new EncodedBody([1, 2], "text/plain").ETag, new EncodedBody([1, 2], "text/plain").ETag);
        Assert.NotEqual(new EncodedBody([1, 2], "text/plain").ETag, new EncodedBody([1, 3], "text/plain").ETag);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", BodyEncoding.Brotli)]
    [InlineData("gzip", BodyEncoding.Gzip)]
    [InlineData("GZIP", BodyEncoding.Gzip)]
    [InlineData("br;q=0, gzip;q=0.5", BodyEncoding.Gzip)]
    [InlineData("gzip;q=1.0, br;q=0.1", BodyEncoding.Brotli)]
    [InlineData("broken", BodyEncoding.Identity)]
    [InlineData("identity", BodyEncoding.Identity)]
    [InlineData("", BodyEncoding.Identity)]
    [InlineData(";;q=,,x", BodyEncoding.Identity)]
    [InlineData(null, BodyEncoding.Identity)]
    public void The_smallest_encoding_is_chosen_that_the_client_takes(string? acceptEncoding, BodyEncoding expected)
    {
        Assert.Equal(expected, BodyEncodings.Choose(acceptEncoding is null ? StringValues.Empty : acceptEncoding));
    }

    [Fact]
    public void Several_headers_count_as_one_list()
    {
        Assert.Equal(BodyEncoding.Brotli, BodyEncodings.Choose(new StringValues(["gzip", "br"])));
    }

    private static byte[] Decode(ReadOnlyMemory<byte> bytes, BodyEncoding encoding)
    {
        var stream = new MemoryStream(bytes.ToArray());
        using Stream decoded = encoding switch
        {
            BodyEncoding.Brotli => new BrotliStream(stream, CompressionMode.Decompress),
            BodyEncoding.Gzip => new GZipStream(stream, CompressionMode.Decompress),
            _ => stream,
        };
        using var plain = new MemoryStream();
        decoded.CopyTo(plain);
        return plain.ToArray();
    }
}
