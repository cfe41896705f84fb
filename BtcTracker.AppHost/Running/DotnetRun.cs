namespace BtcTracker.AppHost.Running;

/// <summary>Recognizes a <c>dotnet run</c> by its command line.</summary>
public static class DotnetRun
{
    /// <summary>Whether Linux lists this process as <c>dotnet run</c>; false where there is no <c>/proc</c>.</summary>
    public static bool Is(int processId)
    {
        try
        {
            return IsCommandLine(File.ReadAllText($"/proc/{processId}/cmdline"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a command line is a <c>dotnet run</c>.</summary>
    /// <param name="commandLine">The arguments, each followed by a zero character, as in <c>/proc/PID/cmdline</c>.</param>
    public static bool IsCommandLine(string commandLine)
    {
        var words = commandLine.Split('\0');

        // Options of dotnet itself may come before the command, as in dotnet --diagnostics run.
        return Path.GetFileName(words[0]) == "dotnet" && words.Skip(1).FirstOrDefault(word => !word.StartsWith('-')) == "run";
    }
}
