using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost.Running;

/// <summary>Ends the AppHost together with the <c>dotnet run</c> that started it, even if that is killed with SIGKILL.</summary>
internal static partial class ParentWatch
{
    /// <summary>Makes Aspire watch the parent process the way it watches its own CLI.</summary>
    public static void Begin(IConfiguration configuration)
    {
        // dotnet run sets the launch profile for its child; an AppHost started any other way may outlive its parent.
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("DOTNET_LAUNCH_PROFILE") is not null)
        {
            configuration["ASPIRE_CLI_PID"] ??= GetParentProcessId().ToString(CultureInfo.InvariantCulture);
        }
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcessId();
}
