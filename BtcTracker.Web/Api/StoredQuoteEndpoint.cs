using BtcTracker.Market;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Contracts;
using BtcTracker.Web.Formatting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Api;

/// <summary>The quote of one slot with the body that proves it, straight from the store.</summary>
public static class StoredQuoteEndpoint
{
    // A slot's quote and its body never change once they are there.
    private static readonly CacheControlHeaderValue Immutable = new()
    {
        Public = true,
        MaxAge = TimeSpan.FromDays(365),
        Extensions = { new NameValueHeaderValue("immutable") },
    };

    // The body is stored just after its quote, and a crash between the two leaves it missing.
    private static readonly CacheControlHeaderValue ProofMayFollow = new() { Public = true, MaxAge = TimeSpan.FromSeconds(10) };

    private static readonly CacheControlHeaderValue UntilTheSettingChanges = new() { Public = true, MaxAge = TimeSpan.FromHours(1) };

    private static readonly CacheControlHeaderValue MayComeYet = new() { NoStore = true };

    /// <summary>Answers with a slot's quote.</summary>
    public static async Task<Results<JsonHttpResult<StoredQuoteBody>, ValidationProblem, ProblemHttpResult>> GetQuote(
        string slot,
        IPriceReader store,
        IOptions<SiteOptions> site,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (!BadInput.TryParseTime(slot, out var time) || time is not { } instant)
        {
            return BadInput.Problem(nameof(slot), $"The slot '{slot}' is not a time; it must be {BadInput.TimeFormats}.");
        }

        if (instant.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            return BadInput.Problem(
                nameof(slot),
                $"The slot '{slot}' is not on a whole second; it must be {BadInput.TimeFormats}, without a fraction."
            );
        }

        return await FindAsync(store, instant, site.Value.RawBodies, context, cancellationToken);
    }

    private static async Task<Results<JsonHttpResult<StoredQuoteBody>, ValidationProblem, ProblemHttpResult>> FindAsync(
        IPriceReader store,
        DateTimeOffset slot,
        bool isShown,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var headers = context.Response.GetTypedHeaders();
        if (await store.FindQuoteAsync(Symbol.BtcUsd, slot, cancellationToken) is not { } quote)
        {
            headers.CacheControl = MayComeYet;
            return TypedResults.Problem(
                $"There is no quote of the slot {slot.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.",
                statusCode: StatusCodes.Status404NotFound
            );
        }

        if (!isShown)
        {
            headers.CacheControl = UntilTheSettingChanges;
            return TypedResults.Json(new StoredQuoteBody(quote, proof: null, isWithheld: true), WebJson.Default.StoredQuoteBody);
        }

        var proof = await store.FindRawReadingAsync(Symbol.BtcUsd, slot, cancellationToken);
        headers.CacheControl = proof is null ? ProofMayFollow : Immutable;
        return TypedResults.Json(new StoredQuoteBody(quote, proof, isWithheld: false), WebJson.Default.StoredQuoteBody);
    }
}
