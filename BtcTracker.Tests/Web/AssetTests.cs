using System.IO.Compression;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>Scripts as <c>dotnet run</c> serves them.</summary>
[Trait("Level", "Web")]
public sealed class AssetTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("gzip, deflate, br")]
    public async Task A_script_travels_compressed_in_development(string accepted)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store, settings: new Dictionary<string, string> { ["environment"] = "Development" });
        var plain = await SizeAsync(site.CreateClient(), "identity");

        Assert.InRange(await SizeAsync(site.CreateClient(), accepted), 1, plain * 0.4);
    }

    [Theory]
    [InlineData("live.js", 9_000)]
    [InlineData("chart.js", 54_000)]
    [InlineData("chart-band.js", 700)]
    public void A_script_stays_as_small_as_it_is(string name, int mostBytes)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(bytes, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(File.ReadAllBytes(Path.Combine(RepositoryPaths.Root, "BtcTracker.Web", "wwwroot", "dist", name)));
        }

        Assert.InRange(bytes.Length, 1, mostBytes);
    }

    private static async Task<int> SizeAsync(HttpClient client, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dist/chart.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var response = await client.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length;
    }
}
