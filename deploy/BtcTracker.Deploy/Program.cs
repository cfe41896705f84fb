namespace BtcTracker.Deploy;

// A class of its own namespace: the tests see this assembly's internals, and the web's Program beside them.
internal static class Program
{
    public static Task<int> Main(string[] args) => SynthCommand.RunAsync(args, Console.Out, Console.Error);
}
