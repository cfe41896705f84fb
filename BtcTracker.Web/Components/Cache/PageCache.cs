using BtcTracker.Web.Encoding;
using BtcTracker.Web.Snapshots;
using Microsoft.Extensions.Caching.Memory;

namespace BtcTracker.Web.Components.Cache;

/// <summary>The shared pages as of the latest snapshot, each rendered on its first request and then served from memory.</summary>
public sealed class PageCache(PageRenderer renderer, CurrentSnapshot current, TimeProvider clock) : IDisposable
{
    /// <summary>How many further views are cached: there are more than fit into memory.</summary>
    private const int MostViews = 128;

    private readonly Dictionary<SharedPage, Entry> _known = new(
        SharedPage.All.Select(page => KeyValuePair.Create(page, new Entry())),
        ReferenceEqualityComparer.Instance
    );

    private readonly MemoryCache _views = new(new MemoryCacheOptions { SizeLimit = MostViews });

    /// <summary>A page. The first request renders it; concurrent requests wait for the same.</summary>
    public Task<EncodedBody> FindAsync(SharedPage shared)
    {
        var (entry, snapshot, now) = (EntryOf(shared), current.Value, clock.GetUtcNow());
        SnapshotTrace.LinkRequestTo(snapshot);
        var page = entry.Page;
        if (page?.IsOf(snapshot, now) != true)
        {
            page = entry.Replace(
                page,
                new Page(snapshot, snapshot.RightUntil(now), new Lazy<Task<EncodedBody>>(() => RenderAsync(shared, snapshot, now)))
            );
        }

        return page.Body.Value;
    }

    /// <inheritdoc />
    public void Dispose() => _views.Dispose();

    private Entry EntryOf(SharedPage shared)
    {
        if (_known.TryGetValue(shared, out var known))
        {
            return known;
        }

        return shared.Key is not { } key
            ? new Entry()
            : _views.GetOrCreate(
                key,
                entry =>
                {
                    entry.Size = 1;
                    return new Entry();
                }
            )!;
    }

    private async Task<EncodedBody> RenderAsync(SharedPage shared, MarketSnapshot snapshot, DateTimeOffset now) =>
        new(await renderer.RenderAsync(shared, snapshot, now), "text/html; charset=utf-8");

    private sealed record Page(MarketSnapshot Snapshot, DateTimeOffset RightUntil, Lazy<Task<EncodedBody>> Body)
    {
        /// <summary>Whether it shows this snapshot. A failed one is rendered again.</summary>
        public bool IsOf(MarketSnapshot snapshot, DateTimeOffset now) =>
            ReferenceEquals(Snapshot, snapshot) && now < RightUntil && !(Body.IsValueCreated && Body.Value.IsFaulted);
    }

    private sealed class Entry
    {
        private Page? _page;

        public Page? Page => Volatile.Read(ref _page);

        /// <summary>Replaces an old page, unless another request was faster.</summary>
        public Page Replace(Page? old, Page page) =>
            Interlocked.CompareExchange(ref _page, page, old) is { } quicker && !ReferenceEquals(quicker, old) ? quicker : page;
    }
}
