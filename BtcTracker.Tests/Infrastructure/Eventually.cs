namespace BtcTracker.Tests.Infrastructure;

/// <summary>Waits for what another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a condition holds; fails after a minute, with a description of what was there instead.</summary>
    public static async Task IsTrueAsync(Func<bool> condition, CancellationToken cancellationToken, Func<string>? describe = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(started) < Limit,
                $"What was waited for did not happen within a minute. {describe?.Invoke()}"
            );
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Asks until the answer is as expected; a failed request is asked again. Fails after a minute with the last answer.</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> expected, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            string last;
            try
            {
                var answer = await ask();
                if (expected(answer))
                {
                    return answer;
                }

                last = $"The last answer was {answer}";
            }
            catch (HttpRequestException exception)
            {
                last = exception.Message;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"What was waited for did not happen within a minute. {last}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }
}
