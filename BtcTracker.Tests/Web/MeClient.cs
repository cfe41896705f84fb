using System.Net;
using System.Text.RegularExpressions;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Web;

/// <summary>
/// A browser without script on a person's own page: it keeps cookies, follows redirects, and sends forms as they are on the page.
/// </summary>
internal sealed class MeClient(HttpClient client)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The page as it was shown last.</summary>
    public string Page { get; private set; } = string.Empty;

    /// <summary>The status of the last answer.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>The cookies that the last answer set.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public static async Task<MeClient> OfAsync(WebSite site)
    {
        var browser = new MeClient(site.CreateClient());
        await browser.GetAsync("/me");
        return browser;
    }

    public async Task<string> GetAsync(string address)
    {
        using var response = await client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), Cancellation);
        return await TakeAsync(response);
    }

    /// <summary>Sends a form of the page with what was typed; the hidden fields are those of the page.</summary>
    public async Task<string> SendAsync(string action, params (string Name, string Value)[] typed)
    {
        var match = Regex.Match(Page, $"<form [^>]*action=\"/me{action}(?<query>[?]lang=es)?\".*?</form>", RegexOptions.Singleline);
        Assert.True(match.Success, $"The page has no form {action}.");
        var form = match.Value;
        var fields = Regex
            .Matches(form, "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
            .Select(field => (Name: field.Groups[1].Value, Value: WebUtility.HtmlDecode(field.Groups[2].Value)));
        var rows = Regex
            .Matches(form, "<textarea [^>]*name=\"([^\"]*)\"[^>]*>([^<]*)</textarea>", RegexOptions.Singleline)
            .Select(field => (Name: field.Groups[1].Value, Value: WebUtility.HtmlDecode(field.Groups[2].Value)));
        using var content = new FormUrlEncodedContent(
            fields.Concat(rows).Concat(typed).Select(field => KeyValuePair.Create(field.Name, field.Value))
        );
        return await PostAsync(action + match.Groups["query"].Value, content);
    }

    /// <summary>Sends a file.</summary>
    public async Task<string> UploadAsync(string text)
    {
        using var content = new MultipartFormDataContent
        {
            {
                new StringContent(Regex.Match(Page, "name=\"__RequestVerificationToken\" value=\"([^\"]*)\"").Groups[1].Value),
                "__RequestVerificationToken"
            },
            { new StringContent(text), "file", "trades.csv" },
        };
        return await PostAsync("/import", content);
    }

    /// <summary>Sends anything.</summary>
    public async Task<string> PostAsync(string action, HttpContent content)
    {
        using var response = await client.PostAsync(new Uri("/me" + action, UriKind.Relative), content, Cancellation);
        return await TakeAsync(response);
    }

    private async Task<string> TakeAsync(HttpResponseMessage response)
    {
        (Status, Page) = (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        SetCookies = response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];
        Assert.True(response.Headers.CacheControl?.NoStore, "The page may be kept.");
        Assert.Empty(response.Content.Headers.ContentEncoding);
        return Page;
    }
}
