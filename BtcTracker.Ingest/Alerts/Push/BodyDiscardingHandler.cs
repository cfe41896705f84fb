namespace BtcTracker.Ingest.Alerts.Push;

/// <summary>
/// Drops the body of each answer: nothing here needs it, and the client library would read that of a refusal to its end, whose length
/// the subscriber who named the address decides.
/// </summary>
internal sealed class BodyDiscardingHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        response.Content.Dispose();
        response.Content = new ByteArrayContent([]);
        return response;
    }
}
