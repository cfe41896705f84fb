namespace BtcTracker.Benchmarks.Servers;

/// <summary>Asks for bodies as a browser gets them: compressed, and not unpacked here.</summary>
internal static class BrotliBodies
{
    /// <summary>The bytes of a body on the wire.</summary>
    public static async Task<byte[]> GetAsync(Uri site, string path, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = site };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        return await client.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancellationToken);
    }
}
