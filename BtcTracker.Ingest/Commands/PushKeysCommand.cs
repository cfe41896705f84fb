using System.CommandLine;
using BtcTracker.Ingest.Alerts.Push;

namespace BtcTracker.Ingest.Commands;

/// <summary>The command <c>push-keys</c>: makes the pair of keys that push services know this site by. It stores nothing.</summary>
internal static class PushKeysCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "push-keys";

    /// <summary>Describes it.</summary>
    public static Command Create()
    {
        var command = new Command(Name, "Make a pair of keys for web push, once for each site; the private one is a secret.");
        command.SetAction(_ =>
        {
            var keys = VapidKeys.Make();
            Console.Out.WriteLine($"Alerts:Push:PublicKey={keys.PublicKey}");
            Console.Out.WriteLine($"Alerts:Push:PrivateKey={keys.PrivateKey}");
            return CommandExit.Done;
        });
        return command;
    }
}
