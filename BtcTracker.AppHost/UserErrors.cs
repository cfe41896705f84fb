namespace BtcTracker.AppHost;

/// <summary>A setting is wrong or something that it names is missing; the message says what and what to do.</summary>
internal sealed class SettingException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Reports to a person what they can put right, in one message and without a stack trace.</summary>
internal static class UserErrors
{
    /// <summary>Runs the application.</summary>
    /// <returns>The exit code: 0, or 1 where it could not start or go on.</returns>
    public static Task<int> ReportAsync(Func<Task> application) =>
        ReportAsync(async () =>
        {
            await application();
            return 0;
        });

    /// <summary>Runs what has an exit code of its own.</summary>
    /// <returns>That, or 1 where it could not start.</returns>
    public static async Task<int> ReportAsync(Func<Task<int>> application)
    {
        try
        {
            return await application();
        }
        catch (Exception error) when (error is SettingException or DistributedApplicationException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
