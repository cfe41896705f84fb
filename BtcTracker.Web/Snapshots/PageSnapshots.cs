using BtcTracker.Web.Components;

namespace BtcTracker.Web.Snapshots;

/// <summary>The shared pages as of the newest snapshot, each rendered when it is first asked for and then served as it is.</summary>
public sealed class PageSnapshots(PageRenderer renderer, CurrentSnapshot current, TimeProvider clock)
{
    private readonly Dictionary<SharedPage, Slot> _slots = SharedPage.All.ToDictionary(page => page, _ => new Slot());

    /// <summary>A page. Whoever asks first makes it; others wait for the same.</summary>
    public Task<EncodedBody> FindAsync(SharedPage shared)
    {
        var (slot, snapshot, now) = (_slots[shared], current.Value, clock.GetUtcNow());
        SnapshotTrace.LinkRequestTo(snapshot);
        var page = slot.Page;
        if (page?.IsOf(snapshot, now) != true)
        {
            page = slot.Replace(page, new Page(snapshot, snapshot.RightUntil(now), new Lazy<Task<EncodedBody>>(() => RenderAsync(shared))));
        }

        return page.Body.Value;
    }

    private async Task<EncodedBody> RenderAsync(SharedPage shared) => new(await renderer.RenderAsync(shared), "text/html; charset=utf-8");

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
