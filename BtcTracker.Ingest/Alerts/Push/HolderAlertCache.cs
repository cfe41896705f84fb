using BtcTracker.Market.Storage;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>All holders' alerts in memory. A shard is read again where its version has moved, or a write of ours met another's.</summary>
public sealed class HolderAlertCache(IAlertShards shards, StoreCalls store, TimeProvider clock)
{
    // A web process may end after a change and before its new version is written.
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(1);

    private readonly Shard[] _shards = [.. Enumerable.Range(0, shards.Count).Select(_ => new Shard())];

    /// <summary>The alerts now.</summary>
    public IReadOnlyList<HolderAlert> All => [.. _shards.SelectMany(shard => shard.Copy())];

    /// <summary>Reads what has changed.</summary>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    public Task RefreshAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, _shards.Length).Select(number => RefreshAsync(number, cancellationToken)));

    /// <summary>Changes an alert, in the store and here.</summary>
    /// <returns>Whether it was changed; else another was first, and the next refresh shows what it is.</returns>
    /// <exception cref="PriceStoreException">The store does not answer, or refuses.</exception>
    public async Task<bool> TryReplaceAsync(HolderAlert read, HolderAlert alert, CancellationToken cancellationToken)
    {
        if (await store.OnceAsync(token => shards.TryReplaceAsync(read, alert, token), cancellationToken))
        {
            _shards[alert.Shard].Put(alert);
            return true;
        }

        _shards[alert.Shard].IsDoubtful = true;
        return false;
    }

    private async Task RefreshAsync(int number, CancellationToken cancellationToken)
    {
        var (shard, now) = (_shards[number], clock.GetUtcNow());
        var version = await store.OnceAsync(token => shards.FindVersionAsync(number, token), cancellationToken);
        if (!shard.IsDoubtful && shard.Version == version && now - shard.ReadAt < LongestKept)
        {
            return;
        }

        shard.IsDoubtful = false;
        try
        {
            shard.Take(await store.OnceAsync(token => shards.ReadAsync(number, token), cancellationToken, StoreCalls.LongTryLimit));
            (shard.Version, shard.ReadAt) = (version, now);
        }
        catch
        {
            shard.IsDoubtful = true;
            throw;
        }
    }

    private sealed class Shard
    {
        private readonly Lock _lock = new();
        private Dictionary<(string Holder, int Number), HolderAlert> _alerts = [];
        private volatile bool _isDoubtful = true;

        /// <summary>The version that was read before the alerts were.</summary>
        public string? Version { get; set; }

        /// <summary>When the alerts were read.</summary>
        public DateTimeOffset ReadAt { get; set; }

        /// <summary>Whether what is here is not what is stored.</summary>
        public bool IsDoubtful
        {
            get => _isDoubtful;
            set => _isDoubtful = value;
        }

        public HolderAlert[] Copy()
        {
            lock (_lock)
            {
                return [.. _alerts.Values];
            }
        }

        public void Put(HolderAlert alert)
        {
            lock (_lock)
            {
                if (_alerts.ContainsKey((alert.HolderKey, alert.Number)))
                {
                    _alerts[(alert.HolderKey, alert.Number)] = alert;
                }
            }
        }

        /// <summary>Takes what was read, but for alerts that were changed here after the read began.</summary>
        public void Take(IReadOnlyList<HolderAlert> read)
        {
            lock (_lock)
            {
                _alerts = read.Select(Latest).ToDictionary(alert => (alert.HolderKey, alert.Number));
            }
        }

        private HolderAlert Latest(HolderAlert read) =>
            _alerts.GetValueOrDefault((read.HolderKey, read.Number)) is { } known && known.Tag == read.Tag && known.Version > read.Version
                ? known
                : read;
    }
}
