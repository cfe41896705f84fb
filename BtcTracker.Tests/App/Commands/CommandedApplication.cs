using System.Runtime.CompilerServices;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace BtcTracker.Tests.App.Commands;

/// <summary>A running AppHost for the tests of one class, whose commands are run as the dashboard runs them.</summary>
public abstract class CommandedApplication(params string[] settings) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private DistributedApplication? _application;

    internal DistributedApplication Application => _application!;

    internal ResourceNotificationService States => Application.ResourceNotifications;

    internal string DataFolder => _folder.PathOf("data");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _application = await AppHostUnderTest.StartAsync(
            ["--DcpPublisher:RandomizePorts=true", $"--Store:DataFolder={DataFolder}", .. settings],
            Token
        );
        await _application.HealthyAsync(AppHost.ResourceNames.DynamoDb, Token);
        await States.WaitForResourceAsync(AppHost.ResourceNames.Ingest, KnownResourceStates.Running, Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a command as a command line or an agent does: with named values.</summary>
    internal Task<ExecuteCommandResult> RunAsync(string resource, string command, params (string Name, string Value)[] arguments) =>
        Application.ResourceCommands.ExecuteCommandAsync(resource, command, CommandArguments.Of(arguments), Token);

    /// <summary>Whether the dashboard offers a command now.</summary>
    internal ResourceCommandState? StateOf(string resource, string command) =>
        States.TryGetCurrentState(resource, out var current)
            ? current.Snapshot.Commands.Single(known => known.Name == command).State
            : null;
}

/// <summary>Arguments of commands, in the shapes that only Aspire's dashboard makes.</summary>
internal static class CommandArguments
{
    /// <summary>Named values.</summary>
    public static InteractionInputCollection Of(params (string Name, string Value)[] arguments) =>
        new([
            .. arguments.Select(argument => new InteractionInput
            {
                Name = argument.Name,
                InputType = InputType.Text,
                Value = argument.Value,
            }),
        ]);

    /// <summary>An uploaded file that goes when the command disposes it.</summary>
    public static InteractionInput Upload(string fileName, string path)
    {
        var input = new InteractionInput
        {
            Name = "file",
            InputType = InputType.File,
            Value = fileName,
        };
        SetFiles(input, NewFiles([NewFile("1", fileName, path)], () => File.Delete(path)));
        return input;
    }

    /// <summary>What the dashboard shows beside the inputs.</summary>
    public static IEnumerable<string> ErrorsOf(ExecuteCommandResult result) =>
        GetInvalidArguments(result)?.SelectMany(input => ErrorsOf(input)) ?? [];

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern InteractionFile NewFile(string id, string name, string filePath);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern InteractionFileCollection NewFiles(IReadOnlyList<InteractionFile> files, Action? dispose);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetFiles")]
    private static extern void SetFiles(InteractionInput input, InteractionFileCollection files);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_InvalidArguments")]
    private static extern InteractionInputCollection? GetInvalidArguments(ExecuteCommandResult result);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ValidationErrors")]
    private static extern List<string> ErrorsOf(InteractionInput input);
}
