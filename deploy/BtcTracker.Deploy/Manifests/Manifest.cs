namespace BtcTracker.Deploy.Manifests;

/// <summary>What the AppHost publishes: <c>{"resources": {"web": {"type": "project.v0", …}}}</c>.</summary>
/// <param name="Projects">The projects by name.</param>
/// <param name="Parameters">The parameters by name.</param>
internal sealed record Manifest(
    IReadOnlyDictionary<string, ManifestProject> Projects,
    IReadOnlyDictionary<string, ManifestParameter> Parameters
);

/// <summary>A project: its variables, which may hold expressions such as <c>{web.bindings.http.targetPort}</c>, and its ports.</summary>
/// <param name="Environment">The variables.</param>
/// <param name="TargetPorts">Each binding's port inside the container; null if the deployment chooses it.</param>
internal sealed record ManifestProject(IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, int?> TargetPorts);

/// <summary>A value from outside.</summary>
/// <param name="IsSecret">Whether it must not be shown.</param>
internal sealed record ManifestParameter(bool IsSecret);
