using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using BtcTracker.AppHost;
using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace BtcTracker.Tests.App;

/// <summary><c>Store:Engine=container</c>: the model everywhere, a run where a container engine is.</summary>
[Trait("Level", "App")]
public sealed class ContainerStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string DataFolder => Path.Combine(_folder.Path, "demo", "dynamodb-local");

    private string[] Arguments => ["--Market:Mode=demo", "--Store:Engine=container", $"--Store:DataFolder={_folder.Path}"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_data_is_kept_in_the_modes_folder_which_the_images_user_can_write()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.BtcTracker_AppHost>(Arguments, Token);
        var store = Store(builder);

        var image = store.Annotations.OfType<ContainerImageAnnotation>().Single();
        Assert.Equal("amazon/dynamodb-local", image.Image);
        Assert.NotEqual("latest", image.Tag);
        var mount = store.Annotations.OfType<ContainerMountAnnotation>().Single();
        Assert.Equal((DataFolder, "/storage", false), (mount.Source, mount.Target, mount.IsReadOnly));
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(
                File.GetUnixFileMode(DataFolder).HasFlag(UnixFileMode.OtherWrite | UnixFileMode.OtherRead | UnixFileMode.OtherExecute)
            );
        }
    }

    [Fact]
    public async Task It_has_a_health_check_and_the_services_start_without_waiting_for_its_image()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.BtcTracker_AppHost>(Arguments, Token);
        var store = Store(builder);

        Assert.Single(store.Annotations.OfType<HealthCheckAnnotation>());
        Assert.Equal(8000, store.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "http").TargetPort);
        var services = builder.Resources.Where(resource => resource.Name is ResourceNames.Ingest or ResourceNames.Web).ToList();
        Assert.Equal(2, services.Count);
        Assert.DoesNotContain(services.SelectMany(service => service.Annotations.OfType<WaitAnnotation>()), wait => wait.Resource == store);
    }

    [Fact]
    public async Task An_export_finds_a_running_one_which_answers_400_without_a_signature()
    {
        await using var dynamoDbLocal = await StubServer.StartAsync(Token);
        dynamoDbLocal.Answer("/", "{}", StatusCodes.Status400BadRequest);
        Directory.CreateDirectory(_folder.PathOf("live"));
        await File.WriteAllLinesAsync(
            Path.Combine(_folder.Path, "live", "running"),
            [dynamoDbLocal.Address.OriginalString, $"{Environment.ProcessId}"],
            Token
        );
        using var export = new AppHostProcess(_folder.Path, ["export", "quotes", "--Store:Engine=container"]);

        await export.ExitCodeAsync(Token);

        Assert.DoesNotContain(export.Errors, line => line.Contains("runs only with the services", StringComparison.Ordinal));
        Assert.True(dynamoDbLocal.Requests.Count > 1, "The export did not use the running store.");
    }

    [Fact]
    public async Task A_quote_that_was_read_is_there_again_after_a_restart()
    {
        var (store, absent) = await DynamoDbLocal.StartAsync(Token);
        Assert.SkipWhen(store is null, absent ?? "");
        await store.DisposeAsync();
        string[] hourly = [.. Arguments, "--Ingest:Interval=1h"];
        var first = await LatestAsync(hourly);

        Assert.True(File.Exists(Path.Combine(DataFolder, "shared-local-instance.db")));
        Assert.Equal(first, await LatestAsync(hourly));
    }

    private static async Task<string> LatestAsync(string[] arguments)
    {
        await using var application = await AppHostUnderTest.StartAsync(arguments, Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.Web, Token);
        using var web = application.CreateHttpClient(ResourceNames.Web);
        return await Eventually.GetAsync(
            () => web.GetStringAsync(new Uri("/api/v1/quotes/latest", UriKind.Relative), Token),
            body => body.Contains("\"price\"", StringComparison.Ordinal),
            Token
        );
    }

    private static IResource Store(IDistributedApplicationTestingBuilder builder) =>
        builder.Resources.Single(resource => resource.Name == ResourceNames.DynamoDb);
}
