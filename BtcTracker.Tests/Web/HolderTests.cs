using System.Net;
using System.Security.Cryptography;
using System.Text;
using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>People's own records: made, read, changed and deleted.</summary>
[Trait("Level", "Web")]
public sealed class HolderTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private static readonly DateTimeOffset Today = new(2026, 3, 24, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_is_taken_with_a_token_that_opens_changes_and_deletes_its_record()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);
        var holders = await HolderClient.OfAsync(site);

        var made = await holders.PutAsync("Ana", "2013-04-05");
        var token = made.Json.GetProperty("token").GetString()!;
        var read = await holders.AskAsync(HttpMethod.Get, "Ana", token);
        var changed = await holders.PutAsync("ANA", "2014-03-24", token);
        var again = await holders.AskAsync(HttpMethod.Get, "ana", token);
        var deleted = await holders.AskAsync(HttpMethod.Delete, "Ana", token);
        var gone = await holders.AskAsync(HttpMethod.Get, "Ana", token);

        Assert.Equal(
            (HttpStatusCode.Created, "/api/v1/holders/Ana", "\"1\""),
            (made.Status, made.Headers.Location!.OriginalString, made.Tag)
        );
        Assert.Equal(
            (HttpStatusCode.OK, "Hello, Ana! Your bitcoin anniversary is in 12 days", "\"1\""),
            (read.Status, read.Message, read.Tag)
        );
        Assert.Equal((HttpStatusCode.NoContent, "\"2\""), (changed.Status, changed.Tag));
        Assert.Equal("Hello, ANA! Happy bitcoin anniversary!", again.Message);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (deleted.Status, gone.Status));
        Assert.Empty(await HolderClient.KeysAsync(store));
    }

    [Fact]
    public async Task What_is_kept_of_a_token_is_its_hash()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);
        var token = await (await HolderClient.OfAsync(site)).CreateAsync("Ana");

        var account = await store.Holders.FindAsync(HolderName.Parse("Ana"), Cancellation);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))), account!.Holder.TokenHash);
    }

    [Fact]
    public async Task A_name_in_another_case_or_encoding_is_the_same_name()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync(Uri.EscapeDataString("José"));

        Assert.Equal(HttpStatusCode.OK, (await holders.AskAsync(HttpMethod.Get, Uri.EscapeDataString("JOSE\u0301"), token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await holders.PutAsync(Uri.EscapeDataString("josé"), "2013-04-05")).Status);
        Assert.Equal(["H#JOSÉ"], await HolderClient.KeysAsync(store));
    }

    [Fact]
    public async Task Who_does_not_bring_the_token_cannot_see_whether_a_name_is_taken_by_reading_or_deleting()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);
        var holders = await HolderClient.OfAsync(site);
        await holders.CreateAsync("Ana");
        var another = await holders.CreateAsync("Eva");

        foreach (
            var (method, path) in new[]
            {
                (HttpMethod.Get, ""),
                (HttpMethod.Delete, ""),
                (HttpMethod.Get, "/purchases"),
                (HttpMethod.Delete, "/purchases/1-0"),
            }
        )
        {
            var answers = new List<HolderAnswer>();
            foreach (var (name, token) in new[] { ("Ana", null), ("Ana", another), ("Nobody", null), ("Nobody", another) })
            {
                answers.Add(await holders.AskAsync(method, name + path, token));
            }

            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.Status));
            Assert.Single(answers.Select(answer => WithoutTrace(answer.Text)).Distinct());
            Assert.All(answers, answer => Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await holders.PutAsync("Ana", "2015-04-05")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await holders.PutAsync("Ana", "2015-04-05", another)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await holders.PutAsync("Nobody", "2015-04-05", another)).Status);
        Assert.Equal(["H#ANA", "H#EVA"], await HolderClient.KeysAsync(store));
        Assert.Equal(new DateOnly(2013, 4, 5), (await store.Holders.FindAsync(HolderName.Parse("Ana"), Cancellation))!.Holder.FirstBought);
    }

    [Fact]
    public async Task A_tab_that_has_not_seen_a_change_does_not_replace_it_and_gets_it_instead()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");

        var first = await holders.PutAsync("Ana", "2014-04-05", token, ifMatch: "\"1\"");
        var second = await holders.PutAsync("Ana", "2015-04-05", token, ifMatch: "\"1\"");
        var deletion = await holders.AskAsync(
            HttpMethod.Delete,
            "Ana",
            token,
            change: request => request.Headers.TryAddWithoutValidation("If-Match", "\"1\"")
        );
        var weak = await holders.PutAsync("Ana", "2015-04-05", token, ifMatch: "W/\"2\"");
        var newer = await holders.PutAsync("Ana", "2016-04-05", token, ifMatch: second.Tag);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.PreconditionFailed, "\"2\""), (first.Status, second.Status, second.Tag));
        Assert.Equal(
            (2, "2014-04-05"),
            (second.Json.GetProperty("version").GetInt64(), second.Json.GetProperty("firstBought").GetString())
        );
        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed), (deletion.Status, weak.Status));
        Assert.Equal((HttpStatusCode.NoContent, "\"3\""), (newer.Status, newer.Tag));
    }

    [Fact]
    public async Task Of_many_that_change_a_version_at_once_one_does()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = At(Today, store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");

        var answers = await Task.WhenAll(
            Enumerable.Range(1, 8).Select(day => holders.PutAsync("Ana", $"2014-04-0{day}", token, ifMatch: "\"1\""))
        );

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.NoContent);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task The_gain_since_the_first_day_is_shown_where_its_close_is_known_and_the_greeting_is_in_the_readers_language()
    {
        using var store = await fixture.NewStoreAsync();
        await MarketData.StoreAsync(store.Writer, [Day("2021-03-25", 50_000m), Day("2021-03-26", 60_000m) with { Doubtful = true }]);
        await store.Writer.TryPutQuoteAsync(MarketData.Quote(Today.AddSeconds(-20), 75_000m, "demo:coinbase"), Cancellation);
        await store.Writer.PutScheduleAsync(MarketData.Schedule(Today.AddSeconds(20), TimeSpan.FromSeconds(40)), Cancellation);
        await using var site = At(Today, store);
        using var _ = await site.AskForWholeAsync("/api/v1/quotes/latest", (response, _) => response.IsSuccessStatusCode);
        var holders = await HolderClient.OfAsync(site);
        var known = await holders.CreateAsync("Ana", "2021-03-25");
        var doubtful = await holders.CreateAsync("Eva", "2021-03-26");

        var read = await holders.AskAsync(
            HttpMethod.Get,
            "Ana",
            known,
            change: request => request.Headers.Add("Accept-Language", "es-ES,es;q=0.9")
        );
        var unknown = await holders.AskAsync(HttpMethod.Get, "Eva", doubtful);

        Assert.Equal("¡Hola, Ana! Falta 1 día para tu aniversario con bitcoin", read.Message);
        Assert.Equal(
            (50_000m, 50m),
            (
                read.Json.GetProperty("sinceThen").GetProperty("price").GetDecimal(),
                read.Json.GetProperty("sinceThen").GetProperty("gainPercent").GetDecimal()
            )
        );
        Assert.Equal(
            (75_000m, "demo:coinbase"),
            (read.Json.GetProperty("price").GetDecimal(), read.Json.GetProperty("source").GetString())
        );
        Assert.Equal(System.Text.Json.JsonValueKind.Null, unknown.Json.GetProperty("sinceThen").ValueKind);
    }

    private static string WithoutTrace(string problem) =>
        System.Text.RegularExpressions.Regex.Replace(problem, "\"traceId\":\"[^\"]*\"", "");

    private static Candle Day(string day, decimal close) =>
        Samples.Candle(day + "T00:00Z") with
        {
            Interval = Interval.OneDay,
            Open = close,
            High = close,
            Low = close,
            Close = close,
            Rank = CandleRank.Exchange,
        };

    private WebSite At(DateTimeOffset now, PriceStoreHost store) => new(fixture.Endpoint, store.Table, clock: new DayClock(now));
}
