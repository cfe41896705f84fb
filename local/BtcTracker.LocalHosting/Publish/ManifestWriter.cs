using System.Globalization;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.LocalHosting.Publish;

/// <summary>Writes <c>{"resources": {"web": {"type": "project.v0", "path": …, "env": {…}, "bindings": {…}}}}</c>.</summary>
internal sealed class ManifestWriter
{
    private readonly Utf8JsonWriter _json;
    private readonly string _folder;

    private ManifestWriter(Utf8JsonWriter json, string folder) => (_json, _folder) = (json, folder);

    /// <summary>The manifest of an app model; paths in it are relative to <paramref name="folder"/>.</summary>
    /// <exception cref="DistributedApplicationException">A resource is of a kind that has no place in it.</exception>
    public static byte[] Write(IReadOnlyList<IResource> resources, string folder)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            var writer = new ManifestWriter(json, folder);
            json.WriteStartObject();
            json.WriteStartObject("resources");
            resources.ToList().ForEach(writer.WriteResource);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private void WriteResource(IResource resource)
    {
        _json.WriteStartObject(resource.Name);
        switch (resource)
        {
            case ParameterResource parameter:
                WriteParameter(parameter);
                break;
            case ProjectResource project:
                _json.WriteString("type", "project.v0");
                _json.WriteString("path", Relative(project.Metadata!.ProjectPath));
                WriteProcess(project);
                break;
            case ExecutableResource executable:
                _json.WriteString("type", "executable.v0");
                _json.WriteString("workingDirectory", Relative(executable.WorkingDirectory));
                _json.WriteString("command", executable.Command);
                WriteProcess(executable);
                break;
            default:
                throw new DistributedApplicationException($"'{resource.Name}' is neither a parameter, a project nor an executable; the built-in engine publishes nothing else.");
        }

        _json.WriteEndObject();
    }

    // Its value stays with whoever deploys: only where to put it in is told.
    private void WriteParameter(ParameterResource parameter)
    {
        _json.WriteString("type", "parameter.v0");
        _json.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        _json.WriteStartObject("inputs");
        _json.WriteStartObject("value");
        _json.WriteString("type", "string");
        if (parameter.Secret)
        {
            _json.WriteBoolean("secret", true);
        }

        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteProcess(ProcessResource resource)
    {
        var arguments = new CommandLineArgsCallbackContext([]);
        resource.Arguments.ForEach(add => add(arguments));
        if (arguments.Args.Count > 0)
        {
            _json.WriteStartArray("args");
            arguments.Args.Select(Text).ToList().ForEach(_json.WriteStringValue);
            _json.WriteEndArray();
        }

        var environment = PublishedEnvironment.Of(resource);
        if (environment.Count > 0)
        {
            _json.WriteStartObject("env");
            environment.ToList().ForEach(variable => _json.WriteString(variable.Key, Text(variable.Value)));
            _json.WriteEndObject();
        }

        WriteBindings(resource);
    }

    private void WriteBindings(Resource resource)
    {
        if (resource.Endpoints.Count == 0)
        {
            return;
        }

        _json.WriteStartObject("bindings");
        foreach (var endpoint in resource.Endpoints)
        {
            _json.WriteStartObject(endpoint.Name);
            _json.WriteString("scheme", endpoint.Scheme);
            _json.WriteString("protocol", "tcp");
            _json.WriteString("transport", "http");
            if (endpoint.Port is { } port)
            {
                _json.WriteNumber("targetPort", port);
            }

            if (endpoint.IsExternal)
            {
                _json.WriteBoolean("external", true);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private static string Text(object value) => value is IManifestExpressionProvider provider
        ? provider.ValueExpression
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private string Relative(string path) => Path.GetRelativePath(_folder, path).Replace('\\', '/');
}
