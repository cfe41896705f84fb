using System.Net;
using System.Text;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>Names, days and bodies that the API of records refuses, each with the field that is wrong.</summary>
[Trait("Level", "Web")]
public sealed class HolderInputTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static readonly DateTimeOffset Today = new(2026, 3, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Ana2")]
    [InlineData("Ana%20Mar%C3%ADa")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("a%2Fb")]
    [InlineData("%FF")]
    public async Task What_is_no_name_is_refused_with_the_field(string name)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);
        var holders = await HolderClient.OfAsync(site);

        foreach (
            var answer in new[]
            {
                await holders.PutAsync(name, "2013-04-05"),
                await holders.AskAsync(HttpMethod.Get, name, "token"),
                await holders.AskAsync(HttpMethod.Delete, name, null),
            }
        )
        {
            Assert.Equal((HttpStatusCode.BadRequest, "name"), (answer.Status, answer.Field));
        }

        Assert.Empty(await HolderClient.KeysAsync(store));
    }

    [Theory]
    [InlineData("2026-03-24", "must be before today")]
    [InlineData("2026-03-25", "must be before today")]
    [InlineData("2013-02-30", "is not a day")]
    [InlineData("0001-01-01", "before the first bitcoin")]
    [InlineData("2009-01-02", "its first block is of 2009-01-03")]
    [InlineData("5 April 2013", "is not a day")]
    [InlineData("2013-04-05T00:00:00Z", "is not a day")]
    [InlineData("", "is not a day")]
    public async Task A_day_that_cannot_be_is_refused_with_the_reason(string day, string reason)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);

        var answer = await (await HolderClient.OfAsync(site)).PutAsync("Ana", day);

        Assert.Equal((HttpStatusCode.BadRequest, "firstBought"), (answer.Status, answer.Field));
        Assert.Contains(reason, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(await HolderClient.KeysAsync(store));
    }

    [Theory]
    [InlineData("{\"firstBought\": 2013}", "firstBought")]
    [InlineData("{\"firstBought\": null}", "firstBought")]
    [InlineData("{\"firstBought\": NaN}", "firstBought")]
    [InlineData("{\"firstBought\": \"2013-04-05\", \"firstBought\": \"2014-04-05\"}", "firstBought")]
    [InlineData("{\"firstBought\": \"\\ud83d\"}", "firstBought")]
    [InlineData("{\"firstbought\": \"2013-04-05\"}", "firstbought")]
    [InlineData("{\"firstBought\": \"2013-04-05\"", "body")]
    [InlineData("{\"firstBought\": \"2013-04-05\"} {}", "body")]
    [InlineData("{\"\\ud800\": 1}", "body")]
    [InlineData("{}", "firstBought")]
    [InlineData("[]", "body")]
    [InlineData("", "body")]
    public async Task A_body_of_another_shape_is_refused_with_the_field(string body, string field)
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);

        var answer = await (await HolderClient.OfAsync(site)).AskAsync(HttpMethod.Put, "Ana", null, body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, answer.Field));
        Assert.Empty(await HolderClient.KeysAsync(store));
    }

    [Fact]
    public async Task A_body_of_another_type_or_too_large_is_refused()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);
        var holders = await HolderClient.OfAsync(site);
        var large = $$"""{"firstBought": "2013-04-05"{{new string(' ', 5_000)}}}""";

        var form = await holders.AskAsync(
            HttpMethod.Put,
            "Ana",
            null,
            change: request => request.Content = new FormUrlEncodedContent([new("firstBought", "2013-04-05")])
        );
        var untyped = await holders.AskAsync(
            HttpMethod.Put,
            "Ana",
            null,
            change: request => request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes("{}"))
        );
        var tooLarge = await holders.AskAsync(HttpMethod.Put, "Ana", null, large);
        var unsized = await holders.AskAsync(HttpMethod.Put, "Ana", null, large, request => request.Headers.TransferEncodingChunked = true);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnsupportedMediaType), (form.Status, untyped.Status));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestEntityTooLarge), (tooLarge.Status, unsized.Status));
        Assert.Empty(await HolderClient.KeysAsync(store));
    }

    private WebSite At(DateTimeOffset now, PriceStoreHost store) => new(fixture.Endpoint, store.Table, clock: new DayClock(now));
}
