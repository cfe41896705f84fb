using BtcTracker.Tests.Infrastructure;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace BtcTracker.Tests.Web;

[Trait("Level", "Web")]
public sealed class SharedKeysTests(WebFixture fixture) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task What_one_process_protected_another_reads_and_one_that_starts_later_makes_no_key_of_its_own()
    {
        using var store = await fixture.NewStoreAsync();
        await using var first = fixture.Site(store);
        var text = Protector(first).Protect("a form's token");

        await using var second = fixture.Site(store);

        Assert.Equal("a form's token", Protector(second).Unprotect(text));
        Assert.Single(await store.ProtectionKeys.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_that_start_at_once_read_each_others()
    {
        using var store = await fixture.NewStoreAsync();
        await using var first = fixture.Site(store);
        await using var second = fixture.Site(store);
        var starts = await Task.WhenAll(new[] { first, second }.Select(site => Task.Run(() => Protector(site).Protect("secret"))));

        Assert.Equal("secret", Protector(first).Unprotect(starts[1]));
        Assert.Equal("secret", Protector(second).Unprotect(starts[0]));
    }

    [Fact]
    public async Task A_process_without_a_store_keeps_no_key_on_its_disk_and_goes_on()
    {
        await using var site = new WebSite(new Uri("http://127.0.0.1:1"), "never-there");
        using var client = site.CreateClient();

        using var alive = await client.GetAsync(new Uri("/alive", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(alive.IsSuccessStatusCode);
        Assert.NotNull(Record.Exception(() => Protector(site).Protect("secret")));
        var keys = site.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<KeyManagementOptions>>().Value;
        Assert.StartsWith("BtcTracker.Web", keys.XmlRepository!.GetType().FullName!, StringComparison.Ordinal);
    }

    private static IDataProtector Protector(WebSite site) => site.Services.GetDataProtector("a test");
}
