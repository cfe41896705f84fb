using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Tests.Faults.Runs;

/// <summary>What becomes of a request to the store.</summary>
internal enum StoreFault
{
    /// <summary>It is answered.</summary>
    None,

    /// <summary>The connection is refused.</summary>
    Refused,

    /// <summary>The store asks for fewer requests.</summary>
    Throttled,

    /// <summary>It is applied, and its answer is lost.</summary>
    AnswerLost,

    /// <summary>It is not answered.</summary>
    Hangs,
}

/// <summary>Lets the requests of one process through to the store, one after the other on the run's thread.</summary>
internal sealed class StoreGate(Func<StoreFault> nextFault, Action<DateTimeOffset, DateTimeOffset> quoteStored)
{
    private int? _left;
    private bool _appliesLast;

    /// <summary>Makes a request and its answer take time; null where they take none.</summary>
    public Func<CancellationToken, Task>? Delay { get; init; }

    /// <summary>Whether the process has died at a request.</summary>
    public bool HasKilled { get; private set; }

    /// <summary>Whether requests go through without faults.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Ends the process at a request to come, before the store has applied it or right after.</summary>
    public void KillAt(int request, bool appliesLast) => (_left, _appliesLast) = (request, appliesLast);

    /// <summary>A request.</summary>
    public async Task<T> PassAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        if (HasKilled || _left-- == 0)
        {
            return await DieAsync(request);
        }

        switch (IsOpen ? StoreFault.None : nextFault())
        {
            case StoreFault.Refused:
                throw new HttpRequestException("The connection is refused.");
            case StoreFault.Throttled:
                throw new ProvisionedThroughputExceededException("Too many requests.");
            case StoreFault.AnswerLost:
                Send(request);
                throw new IOException("The connection is closed.");
            case StoreFault.Hangs:
                await Waits.ForeverAsync(cancellationToken);
                break;
        }

        await (Delay?.Invoke(cancellationToken) ?? Task.CompletedTask);
        var answer = Send(request);
        await (Delay?.Invoke(cancellationToken) ?? Task.CompletedTask);
        return answer;
    }

    /// <summary>The store has applied a put.</summary>
    public void Applied(Dictionary<string, AttributeValue> item)
    {
        if (item["pk"].S.StartsWith("Q#", StringComparison.Ordinal))
        {
            quoteStored(TimeOf(item["sk"]), TimeOf(item["asOf"]));
        }
    }

    private async Task<T> DieAsync<T>(Func<Task<T>> request)
    {
        if (!HasKilled && _appliesLast)
        {
            Send(request);
        }

        HasKilled = true;
        return await new TaskCompletionSource<T>().Task;
    }

    // On another thread, while the run waits: so no continuation of the client's comes in between.
    private static T Send<T>(Func<Task<T>> request)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(request).GetAwaiter().GetResult();
        }
    }

    private static DateTimeOffset TimeOf(AttributeValue number) =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(decimal.Parse(number.N, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));
}
