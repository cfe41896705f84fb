using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using BtcTracker.AppHost.Running;
using BtcTracker.Ingest.Commands;
using BtcTracker.Market;
using BtcTracker.Market.Storage;

namespace BtcTracker.AppHost;

/// <summary>
/// <c>import</c>, <c>export</c>, <c>backfill</c>, <c>verify</c> and <c>push-keys</c>: runs ingest's command with the store of this machine,
/// which is started unless a run is using it, without the services. The output is the caller's, and paths are relative to the caller's
/// folder.
/// </summary>
internal static class FileCommand
{
    private const string PushKeys = "push-keys";

    /// <summary>Runs it.</summary>
    /// <returns>The command's exit code.</returns>
    /// <exception cref="SettingException">A setting is not valid, or the store does not start.</exception>
    public static async Task<int> RunAsync(CommandArguments arguments)
    {
        SettingNames.Check(arguments.Settings);
        SettingNames.CheckVariables(Environment.GetEnvironmentVariables().Keys.Cast<string>());
        var builder = AppHostDefaults.CreateBuilder([.. arguments.Settings]);
        ApiKey.HideFromChildren();
        SourceAddresses.Check(builder.Configuration);
        var market = MarketModeDecision.OfCommand(builder.Configuration);
        var settings = StoreSettings.Read(builder);
        settings.Refuse(market);
        var ingest = new ProcessStartInfo(ServiceProject.PathOf<Projects.BtcTracker_Ingest>(), arguments.Command)
        {
            Environment = { ["Store__Table"] = market.Table, ["Market__Mode"] = market.ModeName },
        };
        foreach (var setting in SourceAddresses.Settings.Where(setting => builder.Configuration[setting] is { Length: > 0 }))
        {
            ingest.Environment[setting.Replace(":", "__", StringComparison.Ordinal)] = builder.Configuration[setting];
        }

        if (settings.Kind is StoreKind.Aws || NeedsNoStore(arguments))
        {
            return await RunAsync(ingest);
        }

        if (await RunningStore.FindAsync(settings, market.Mode) is { } running)
        {
            return await RunAsync(ingest, running);
        }

        await using var engine = await StartStoreAsync(settings, market.Mode);
        return await RunAsync(ingest, engine.Address);
    }

    private static bool NeedsNoStore(CommandArguments arguments) =>
        arguments.Command[0] == PushKeys || arguments.Command.Any(word => word is "--help" or "-h" or "-?");

    private static Task<TemporaryStore> StartStoreAsync(StoreSettings settings, MarketMode mode) =>
        settings.Kind is StoreKind.Embedded
            ? TemporaryStore.StartAsync(settings.EngineFor(mode))
            : throw new SettingException(
                "Store:Engine=container runs only with the services. Start the AppHost, then run this again while it is running."
            );

    private static Task<int> RunAsync(ProcessStartInfo ingest, Uri store)
    {
        ingest.Environment[PriceStoreOptions.LocalEndpointVariable] = store.OriginalString;
        return RunAsync(ingest);
    }

    private static async Task<int> RunAsync(ProcessStartInfo ingest)
    {
        using var process = Process.Start(ingest)!;

        // The command ends by itself and reports its result; this program and the store wait for that.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, PassOn);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, PassOn);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, PassOn);
        await process.WaitForExitAsync();
        return process.ExitCode;

        void PassOn(PosixSignalContext signal)
        {
            signal.Cancel = true;
            // If the whole process group got the signal it may have ended already, which kill would report.
            string[] arguments = ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)];
            using var kill = Process.Start(new ProcessStartInfo("kill", arguments) { RedirectStandardError = true })!;
            kill.WaitForExit();
        }
    }
}
