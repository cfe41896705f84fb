namespace BtcTracker.Deploy;

// In a namespace, because the tests see this assembly's internals and also the web's Program.
internal static class Program
{
    public static Task<int> Main(string[] args) => SynthCommand.RunAsync(args, Console.Out, Console.Error);
}
