using System.Net;
using System.Net.Http.Headers;
using System.Text;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>Forms of a person's own page that no page sends.</summary>
[Trait("Level", "Web")]
public sealed class MeFormTests(WebFixture fixture) : MeTestBase(fixture), IClassFixture<WebFixture>
{
    [Theory]
    [InlineData("multipart/form-data; boundary=x", "garbage")]
    [InlineData("multipart/form-data", "--x\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut short")]
    public async Task A_form_that_cannot_be_read_is_refused_with_the_page_in_its_language(string type, string body)
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await MeClient.OfAsync(site);
        using var content = Content(type, body);

        var page = WebUtility.HtmlDecode(await browser.PostAsync("/create?lang=es", content));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("<html lang=\"es\"", page, StringComparison.Ordinal);
        Assert.Contains("El formulario no se puede leer.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_refused_also_where_the_record_is_gone()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await StartAsync(site);
        await store.Holders.DeleteAsync((await FindAsync(store)).Holder, Cancellation);
        using var content = Content("multipart/form-data; boundary=x", "garbage");

        var page = await browser.PostAsync("/purchases", content);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("The form cannot be read.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_too_many_fields_is_refused_with_the_reason()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await StartAsync(site);
        using var content = new FormUrlEncodedContent(Enumerable.Range(0, 2_000).Select(at => KeyValuePair.Create($"f{at}", "1")));

        var page = await browser.PostAsync("/purchases", content);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("<p role=\"alert\">The form cannot be read. Load the page again and repeat.</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_without_a_side_is_refused_with_what_to_do()
    {
        using var store = await Fixture.NewStoreAsync();
        await using var site = At(store);
        var browser = await StartAsync(site);

        var page = await browser.SendAsync("/alerts", ("side", "beside"), ("price", "2"));

        Assert.Contains("<p role=\"alert\">Choose above or below.</p>", page, StringComparison.Ordinal);
    }

    private static async Task<MeClient> StartAsync(WebSite site)
    {
        var browser = await MeClient.OfAsync(site);
        await browser.SendAsync("/create", ("name", "Ana"), ("firstBought", "2013-04-05"));
        return browser;
    }

    private static ByteArrayContent Content(string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
