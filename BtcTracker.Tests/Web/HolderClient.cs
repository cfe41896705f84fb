using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;

namespace BtcTracker.Tests.Web;

/// <summary>Asks for holders' records; every answer is held to the OpenAPI document.</summary>
internal sealed class HolderClient(HttpClient client, DescribedApi described)
{
    public const string Holders = "/api/v1/holders/";

    public static async Task<HolderClient> OfAsync(WebSite site)
    {
        var client = site.CreateClient();
        return new HolderClient(client, await DescribedApi.ReadAsync(client));
    }

    /// <summary>The partitions of records that are stored.</summary>
    public static async Task<IEnumerable<string>> KeysAsync(PriceStoreHost store) =>
        (await store.KeysAsync(TestContext.Current.CancellationToken))
            .Select(key => key.Partition)
            .Where(partition => partition.StartsWith("H#", StringComparison.Ordinal));

    /// <summary>Takes a name.</summary>
    /// <returns>The token.</returns>
    public async Task<string> CreateAsync(string name, string firstBought = "2013-04-05")
    {
        var answer = await PutAsync(name, firstBought);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Json.GetProperty("token").GetString()!;
    }

    public Task<HolderAnswer> PutAsync(string name, string firstBought, string? token = null, string? ifMatch = null) =>
        AskAsync(
            HttpMethod.Put,
            name,
            token,
            $$"""{"firstBought": "{{firstBought}}"}""",
            request => request.Headers.TryAddWithoutValidation("If-Match", ifMatch is null ? [] : [ifMatch])
        );

    public Task<HolderAnswer> PostAsync(string name, string token, string body) =>
        AskAsync(HttpMethod.Post, name + "/purchases", token, body);

    public async Task<HolderAnswer> AskAsync(
        HttpMethod method,
        string path,
        string? token,
        string? body = null,
        Action<HttpRequestMessage>? change = null
    )
    {
        using var request = new HttpRequestMessage(method, Holders + path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        change?.Invoke(request);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var rest = path.Split('?')[0].Split('/')[1..];
        var template = string.Join(
            '/',
            (string[])
                [
                    Holders + "{name}",
                    .. rest is ["purchases" or "alerts", _] and not [_, "import" or "export" or "push"] ? [rest[0], "{id}"] : rest,
                ]
        );
        Assert.Contains(
            ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType),
            described.ResponsesOf(template, method.Method.ToLowerInvariant())
        );
        Assert.True(
            response.Headers.CacheControl?.NoStore ?? response.StatusCode == HttpStatusCode.UnsupportedMediaType,
            "An answer may be kept."
        );
        return new HolderAnswer(response.StatusCode, text, response.Headers.ETag?.Tag, response.Headers);
    }
}

/// <summary>What was answered.</summary>
internal sealed record HolderAnswer(HttpStatusCode Status, string Text, string? Tag, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    public string Message => Json.GetProperty("message").GetString()!;

    /// <summary>The field that a 400 names.</summary>
    public string Field => Assert.Single(Json.GetProperty("errors").EnumerateObject()).Name;
}
