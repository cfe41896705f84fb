namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the app model says of an endpoint.</summary>
/// <param name="Name">Its name, unique in its resource.</param>
/// <param name="Scheme"><c>http</c>.</param>
/// <param name="Port">The port it must have; null takes a free one.</param>
/// <param name="IsProxied">False keeps <paramref name="Port"/> also where ports are randomized, as Aspire does. Nothing is proxied here.</param>
internal sealed record EndpointAnnotation(string Name, string Scheme, int? Port, bool IsProxied)
{
    /// <summary>The host's name.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>Whether a deployment shows it to people outside.</summary>
    public bool IsExternal { get; set; }

    /// <summary>The variable that hands the port to the process; null for none.</summary>
    public string? PortVariable { get; init; }

    /// <summary>The port it got; null before the application starts.</summary>
    public int? AllocatedPort { get; set; }
}
