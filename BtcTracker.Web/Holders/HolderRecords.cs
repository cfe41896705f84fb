using System.Security.Cryptography;
using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Web.Holders;

/// <summary>Makes and changes holders' records.</summary>
public sealed class HolderRecords(IHolderStore store, TimeProvider clock)
{
    private const int IdBytes = 16;

    /// <summary>Today, by UTC.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Creates a record unless the name is taken.</summary>
    /// <returns>The record and its token, which is shown now and never again; null where the name is taken.</returns>
    public async Task<(HolderRecord Holder, string Token)?> TryCreateAsync(
        HolderName name,
        DateOnly firstBought,
        CancellationToken cancellationToken
    )
    {
        var token = HolderToken.Make();
        var holder = new HolderRecord
        {
            Name = name,
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)),
            TokenHash = HolderToken.HashOf(token),
            FirstBought = firstBought,
            Created = clock.GetUtcNow(),
        };
        return await store.TryCreateAsync(holder, cancellationToken) ? (holder, token) : null;
    }

    /// <summary>Changes the day of a record, as long as a condition holds of what is stored.</summary>
    /// <param name="read">The record as it was read.</param>
    /// <param name="name">The name, as it is written now.</param>
    /// <param name="firstBought">The day.</param>
    /// <param name="mayReplace">Whether a record may be replaced.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The record as it is then, and whether this call made it so; null where it was deleted meanwhile.</returns>
    public async Task<(HolderRecord Holder, bool IsReplaced)?> ReplaceAsync(
        HolderRecord read,
        HolderName name,
        DateOnly firstBought,
        Func<HolderRecord, bool> mayReplace,
        CancellationToken cancellationToken
    )
    {
        for (var (id, now) = (read.Id, read); ; )
        {
            if (!mayReplace(now))
            {
                return (now, false);
            }

            var next = now with { Name = name, FirstBought = firstBought, Version = now.Version + 1 };
            if (await store.TryReplaceAsync(now, next, cancellationToken))
            {
                return (next, true);
            }

            // Another tab was faster. A request without a version replaces that one too.
            if (await store.FindAsync(name, cancellationToken) is not { } account || account.Holder.Id != id)
            {
                return null;
            }

            now = account.Holder;
        }
    }
}
