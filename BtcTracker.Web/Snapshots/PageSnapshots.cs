using BtcTracker.Web.Components;

namespace BtcTracker.Web.Snapshots;

/// <summary>The page of each range as of the newest snapshot, rendered when it is first asked for and then served as it is.</summary>
public sealed class PageSnapshots(PageRenderer renderer, CurrentSnapshot current, TimeProvider clock)
{
    private readonly Dictionary<HistoryRange, Slot> _slots = HistoryRange.All.ToDictionary(range => range, _ => new Slot());

    /// <summary>The page of a range. Whoever asks first makes it; others wait for the same.</summary>
    public Task<EncodedBody> FindAsync(HistoryRange range)
    {
        var (slot, snapshot, now) = (_slots[range], current.Value, clock.GetUtcNow());
        var page = slot.Page;
        if (page?.IsOf(snapshot, now) != true)
        {
            page = slot.Replace(page, new Page(snapshot, snapshot.RightUntil(now), new Lazy<Task<EncodedBody>>(() => RenderAsync(range))));
        }

        return page.Body.Value;
    }

    private async Task<EncodedBody> RenderAsync(HistoryRange range) => new(await renderer.RenderAsync(range), "text/html; charset=utf-8");

    private sealed record Page(MarketSnapshot Snapshot, DateTimeOffset RightUntil, Lazy<Task<EncodedBody>> Body)
    {
        /// <summary>Whether it shows this snapshot still. One that failed is rendered again.</summary>
        public bool IsOf(MarketSnapshot snapshot, DateTimeOffset now) =>
            ReferenceEquals(Snapshot, snapshot) && now < RightUntil && !(Body.IsValueCreated && Body.Value.IsFaulted);
    }

    private sealed class Slot
    {
        private Page? _page;

        public Page? Page => Volatile.Read(ref _page);

        /// <summary>Puts a page in place of an old one, unless another was quicker.</summary>
        public Page Replace(Page? old, Page page) =>
            Interlocked.CompareExchange(ref _page, page, old) is { } quicker && !ReferenceEquals(quicker, old) ? quicker : page;
    }
}
