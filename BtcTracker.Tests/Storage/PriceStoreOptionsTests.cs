using BtcTracker.Market.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Storage;

[Trait("Level", "Storage")]
public sealed class PriceStoreOptionsTests
{
    [Theory]
    [InlineData("Store:Table", "a b", "Store:Table must be 3 to 255")]
    [InlineData("Store:Table", "", "Table")]
    [InlineData("Store:AttemptTimeout", "00:10:00", "AttemptTimeout must be between")]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB", "localhost:8000", "AWS_ENDPOINT_URL_DYNAMODB must be the address")]
    [InlineData("AWS_ENDPOINT_URL_DYNAMODB", "", "No store is configured: set AWS_ENDPOINT_URL_DYNAMODB")]
    public async Task A_wrong_value_stops_the_start_with_what_to_do(string key, string value, string message)
    {
        using var host = Build(new() { ["AWS_ENDPOINT_URL_DYNAMODB"] = "http://127.0.0.1:1", [key] = value });

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_AWS_the_region_is_enough()
    {
        using var host = Build(new() { ["AWS_REGION"] = "eu-central-1" });

        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_reader_cannot_write()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.AddPriceReader();
        using var host = builder.Build();

        Assert.Null(host.Services.GetService<IPriceWriter>());
    }

    private static IHost Build(Dictionary<string, string?> configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.AddPriceWriter();
        return builder.Build();
    }
}
