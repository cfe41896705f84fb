using System.Threading.RateLimiting;
using BtcTracker.Web.Components;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Snapshots;
using BtcTracker.Web.Views;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Images;

/// <summary>
/// The images of views as of the latest snapshot. Each is drawn on its first request; few are cached and few drawn at once, because one
/// is expensive.
/// </summary>
public sealed class ChartImages(CurrentSnapshot current, IOptions<MarketOptions> market, TimeProvider clock) : IDisposable
{
    /// <summary>How many are kept.</summary>
    public const int MostKept = 32;

    /// <summary>How many may wait to be drawn.</summary>
    public const int MostWaiting = 32;

    // At most one core, for all requests.
    private readonly ConcurrencyLimiter _turns = new(new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = MostWaiting });
    private readonly Lock _gate = new();
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>The image of a view as SVG.</summary>
    public EncodedBody GetSvg(PageView view)
    {
        var (snapshot, now) = (current.Value, clock.GetUtcNow());
        return new(System.Text.Encoding.UTF8.GetBytes(SvgOf(snapshot, view, now)), "image/svg+xml");
    }

    /// <summary>The image of a view as PNG. The first request draws it; concurrent ones wait for it.</summary>
    /// <exception cref="ImagesBusyException">Too many wait for others.</exception>
    public Task<EncodedBody> FindPngAsync(PageView view)
    {
        // An image is light unless dark is requested, so two of three themes are the same.
        var (drawn, snapshot, now) = (
            view with
            {
                Theme = view.Theme == Theme.Dark ? Theme.Dark : Theme.Light,
            },
            current.Value,
            clock.GetUtcNow()
        );
        Kept? kept;
        lock (_gate)
        {
            if (!_kept.TryGetValue(drawn.Query, out kept) || !kept!.IsOf(snapshot, now))
            {
                kept = new Kept(snapshot, snapshot.RightUntil(now), new Lazy<Task<EncodedBody>>(() => DrawAsync(snapshot, drawn, now)));
                _kept.Set(drawn.Query, kept, new MemoryCacheEntryOptions { Size = 1 });
            }
        }

        return kept.Png.Value;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _turns.Dispose();
        _kept.Dispose();
    }

    private async Task<EncodedBody> DrawAsync(MarketSnapshot snapshot, PageView view, DateTimeOffset now)
    {
        using var turn = await _turns.AcquireAsync();
        return turn.IsAcquired
            ? EncodedBody.OfCompressed(ChartPng.Draw(SvgOf(snapshot, view, now)), "image/png")
            : throw new ImagesBusyException();
    }

    private string SvgOf(MarketSnapshot snapshot, PageView view, DateTimeOffset now) =>
        (view.Language ?? Language.English).Speak(() => ChartSvg.Write(ChartImage.Of(snapshot, view, market.Value, now)));

    private sealed record Kept(MarketSnapshot Snapshot, DateTimeOffset RightUntil, Lazy<Task<EncodedBody>> Png)
    {
        /// <summary>Whether it shows this snapshot. A failed one is drawn again.</summary>
        public bool IsOf(MarketSnapshot snapshot, DateTimeOffset now) =>
            ReferenceEquals(Snapshot, snapshot) && now < RightUntil && !(Png.IsValueCreated && Png.Value.IsFaulted);
    }
}

/// <summary>Thrown if the queue of images to draw is full.</summary>
public sealed class ImagesBusyException : Exception
{
    /// <summary>Says so.</summary>
    public ImagesBusyException()
        : base("As many images wait to be drawn as this server holds.") { }
}
