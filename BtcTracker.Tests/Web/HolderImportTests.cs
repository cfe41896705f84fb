using System.Net;
using System.Text;
using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;

namespace BtcTracker.Tests.Web;

/// <summary>Purchases as files.</summary>
[Trait("Level", "Web")]
public sealed class HolderImportTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    private const string Trades = """
        "txid","ordertxid","pair","time","type","ordertype","price","cost","fee","vol","margin","misc","ledgers"
        "T1","O1","XXBTZUSD","2017-07-01 12:34:56.1234","buy","limit",2500.0,25.0,0.065,0.01,0.0,"","L1,L2"
        "T2","O2","XXBTZUSD","2017-07-01 12:40:56.1234","buy","limit",2500.0,25.0,0.065,0.01,0.0,"","L1,L2"
        "T3","O3","XXBTZUSD","2017-07-02 12:34:56","sell","limit",2500.0,25.0,0.065,0.01,0.0,"","L3,L4"
        "T4","O4","XXBTZUSD","2008-07-02 12:34:56","buy","limit",2500.0,25.0,0.065,0.01,0.0,"","L3,L4"
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_exchanges_trades_are_shown_first_then_stored_and_not_twice()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");

        var preview = await ImportAsync(holders, token, Trades, "?preview=true");
        var untouched = (await FindAsync(store)).Purchases.Count;
        var import = await ImportAsync(holders, token, Trades);
        var again = await ImportAsync(holders, token, Trades);

        Assert.Equal(
            (true, 2, 0),
            (preview.Json.GetProperty("isPreview").GetBoolean(), preview.Json.GetProperty("added").GetInt32(), untouched)
        );
        Assert.Equal(
            ["4: 'sell' is not a buy", "5: The day 2008-07-02 is before the first bitcoin: its first block is of 2009-01-03."],
            import.Json.GetProperty("leftOut").EnumerateArray().Select(row => $"{row.GetProperty("line")}: {row.GetProperty("reason")}")
        );
        Assert.Equal(
            (false, 2, 0),
            (
                import.Json.GetProperty("isPreview").GetBoolean(),
                import.Json.GetProperty("added").GetInt32(),
                import.Json.GetProperty("known").GetInt32()
            )
        );
        Assert.Equal((0, 2), (again.Json.GetProperty("added").GetInt32(), again.Json.GetProperty("known").GetInt32()));
        Assert.Equal(
            [new(new DateOnly(2017, 7, 1), "Kraken", 0.01m, 25.065m), new(new DateOnly(2017, 7, 1), "Kraken", 0.01m, 25.065m)],
            (await FindAsync(store)).Purchases.Select(purchase => purchase.Details)
        );
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_under_another_name()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var holders = await HolderClient.OfAsync(site);
        var (ana, eva) = (await holders.CreateAsync("Ana"), await holders.CreateAsync("Eva"));
        await holders.PostAsync("Ana", ana, """{"date": "2020-01-02", "place": "Café, \"Sol\"", "amount": 0.00000001, "paid": 0.01}""");
        await holders.PostAsync("Ana", ana, """{"date": "2019-01-02", "amount": 1, "paid": 4000}""");

        var export = await holders.AskAsync(HttpMethod.Get, "Ana/purchases.csv", ana);
        await ImportAsync(holders, eva, export.Text, name: "Eva");
        var copy = await holders.AskAsync(HttpMethod.Get, "Eva/purchases.csv", eva);

        Assert.Equal(
            "date,place,amount,paid,currency\r\n2019-01-02,,1,4000,USD\r\n2020-01-02,\"Café, \"\"Sol\"\"\",0.00000001,0.01,USD\r\n",
            export.Text
        );
        Assert.Equal(export.Text, copy.Text);
    }

    [Fact]
    public async Task A_file_that_is_not_known_or_too_large_or_has_too_many_purchases_is_refused_and_nothing_is_stored()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        var holders = await HolderClient.OfAsync(site);
        var token = await holders.CreateAsync("Ana");
        var thousandAndOne =
            "date,place,amount,paid,currency\n"
            + string.Concat(Enumerable.Range(0, 1_001).Select(day => $"{new DateOnly(2020, 1, 1).AddDays(day):yyyy-MM-dd},,1,1,USD\n"));

        var unknown = await ImportAsync(holders, token, "a,b\n1,2");
        var wrongPreview = await ImportAsync(holders, token, Trades, "?preview=maybe");
        var tooMany = await ImportAsync(holders, token, thousandAndOne);
        var previewed = await ImportAsync(holders, token, thousandAndOne, "?preview=true");
        var tooLarge = await ImportAsync(holders, token, new string('a', 2 * 1024 * 1024 + 1));
        var json = await holders.AskAsync(HttpMethod.Post, "Ana/purchases/import", token, "{}");

        Assert.Equal((HttpStatusCode.BadRequest, "file"), (unknown.Status, unknown.Field));
        Assert.Equal((HttpStatusCode.BadRequest, "preview"), (wrongPreview.Status, wrongPreview.Field));
        Assert.Equal(
            (HttpStatusCode.Conflict, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType),
            (tooMany.Status, tooLarge.Status, json.Status)
        );
        Assert.False(previewed.Json.GetProperty("fits").GetBoolean());
        Assert.Empty((await FindAsync(store)).Purchases);
    }

    [Fact]
    public async Task A_thousand_purchases_fit_into_one_file_over_a_real_connection()
    {
        using var store = await fixture.NewStoreAsync();
        await using var site = fixture.Site(store);
        using var client = site.CreateSocketClient();
        var token = await (await HolderClient.OfAsync(site)).CreateAsync("Ana");
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var file =
            "date,place,amount,paid,currency\n" + string.Concat(Enumerable.Repeat($"2020-01-01,{new string('x', 100)},1,1,USD\n", 1_000));

        using var response = await client.PostAsync(
            new Uri("/api/v1/holders/Ana/purchases/import", UriKind.Relative),
            new StringContent(file, Encoding.UTF8, "text/csv"),
            Cancellation
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1_000, (await FindAsync(store)).Purchases.Count);
    }

    private static Task<HolderAnswer> ImportAsync(
        HolderClient holders,
        string token,
        string file,
        string query = "",
        string name = "Ana"
    ) =>
        holders.AskAsync(
            HttpMethod.Post,
            $"{name}/purchases/import{query}",
            token,
            change: request => request.Content = new StringContent(file, Encoding.UTF8, "text/csv")
        );

    private static async Task<HolderAccount> FindAsync(Storage.PriceStoreHost store) =>
        (await store.Holders.FindAsync(HolderName.Parse("Ana"), Cancellation))!;
}
