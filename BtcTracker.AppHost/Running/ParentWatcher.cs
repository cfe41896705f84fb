using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost.Running;

/// <summary>Ends the AppHost together with the <c>dotnet run</c> that started it, even if that is killed with SIGKILL.</summary>
internal static partial class ParentWatcher
{
    /// <summary>Makes Aspire watch the parent process the way it watches its own CLI.</summary>
    public static void Begin(IConfiguration configuration)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // dotnet run sets the launch profile for its child, except with --no-launch-profile. An AppHost that is started differently, such
        // as from a shell, may outlive its parent.
        var parent = GetParentProcessId();
        if (Environment.GetEnvironmentVariable("DOTNET_LAUNCH_PROFILE") is not null || DotnetRun.Is(parent))
        {
            configuration["ASPIRE_CLI_PID"] ??= parent.ToString(CultureInfo.InvariantCulture);
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcessId();
}
