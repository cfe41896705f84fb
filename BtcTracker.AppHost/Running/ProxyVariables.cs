namespace BtcTracker.AppHost.Running;

/// <summary>
/// The standard variables of proxies as the orchestrator, the dashboard and the services inherit them: the dashboard would call even
/// the AppHost through a proxy.
/// </summary>
internal static class ProxyVariables
{
    private static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
    private static readonly string[] Exceptions = ["NO_PROXY", "no_proxy"];
    private static readonly string[] ThisMachine = ["localhost", ".localhost", "127.0.0.1", "::1", "[::1]"];

    /// <summary>Adds this machine's names to <c>NO_PROXY</c> if a proxy is set.</summary>
    public static void ExceptThisMachine()
    {
        if (!Proxies.Any(IsSet))
        {
            return;
        }

        // Programs read either or both.
        var set = Exceptions.Where(IsSet).DefaultIfEmpty(Exceptions[0]);
        foreach (var name in set.ToList())
        {
            var hosts = (Environment.GetEnvironmentVariable(name) ?? "").Split(
                ',',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            );
            Environment.SetEnvironmentVariable(name, string.Join(',', hosts.Union(ThisMachine)));
        }
    }

    private static bool IsSet(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
}
