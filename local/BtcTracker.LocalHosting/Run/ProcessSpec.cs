namespace BtcTracker.LocalHosting.Run;

/// <summary>Everything that is needed to start a process.</summary>
/// <param name="Command">The program's absolute path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingDirectory">Its folder.</param>
/// <param name="Environment">Its variables beside the inherited ones; null takes an inherited one away.</param>
internal sealed record ProcessSpec(
    string Command,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>The program and its arguments, for a person.</summary>
    public string CommandLine => string.Join(' ', [Command, .. Arguments]);
}
