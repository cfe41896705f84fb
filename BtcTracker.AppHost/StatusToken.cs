namespace BtcTracker.AppHost;

/// <summary>
/// <c>Status:Token</c>, the secret that opens the operator's page, from user secrets or the environment. Only the web gets it.
/// </summary>
internal static class StatusToken
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "Status:Token";

    /// <summary>Removes it from this process's environment once it is read, because child processes inherit it.</summary>
    public static void HideFromChildren()
    {
        foreach (var prefix in (string[])["", "DOTNET_", "ASPNETCORE_"])
        {
            Environment.SetEnvironmentVariable(prefix + Setting.Replace(":", "__", StringComparison.Ordinal), null);
        }
    }

    /// <summary>Passes it to the web as a secret parameter, in a local run only; without a token the page is open in Development.</summary>
    public static IResourceBuilder<ProjectResource> WithStatusToken(
        this IResourceBuilder<ProjectResource> web,
        IDistributedApplicationBuilder builder
    )
    {
        if (builder.ExecutionContext.IsRunMode && builder.Configuration[Setting] is { Length: > 0 } token)
        {
            web.WithEnvironment("Status__Token", builder.AddParameter(ResourceNames.StatusToken, () => token, secret: true));
        }

        return web;
    }
}
