using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks;

/// <summary>Loads targets one after the other, round by round, so that what else the machine does falls on all of them.</summary>
internal sealed class InterleavedLoad(IReadOnlyList<Target> targets)
{
    /// <summary>Warms each target up, then loads all of them in each round; each round begins with another one.</summary>
    public async Task<RoundResults> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        foreach (var target in targets)
        {
            await Wrk.LoadAsync(target, cancellationToken);
        }

        var measured = targets.ToDictionary(target => target.Name, _ => new List<Measurement>());
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < targets.Count; turn++)
            {
                var target = targets[(round + turn) % targets.Count];
                measured[target.Name].Add(await Wrk.LoadAsync(target, cancellationToken));
            }

            Console.WriteLine($"Round {round + 1} of {rounds} is done; load: {Machine.Load()}");
        }

        return new RoundResults(measured);
    }
}
