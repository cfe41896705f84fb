namespace BtcTracker.AppHost;

/// <summary>A setting is not valid, or what it refers to is missing; the message says what to do.</summary>
internal sealed class SettingException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Reports errors that the user can correct in one message, without a stack trace.</summary>
internal static class UserErrors
{
    /// <summary>Runs the application.</summary>
    /// <returns>The exit code: 0, or 1 if it could not start or continue.</returns>
    public static Task<int> ReportAsync(Func<Task> application) =>
        ReportAsync(async () =>
        {
            await application();
            return 0;
        });

    /// <summary>Runs a function with its own exit code.</summary>
    /// <returns>Its exit code, or 1 if it could not start.</returns>
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
