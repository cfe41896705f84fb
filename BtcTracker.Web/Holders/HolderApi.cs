using BtcTracker.Web.Api;
using BtcTracker.Web.Encoding;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Holders;

/// <summary>The routes of people's own records.</summary>
public static class HolderApi
{
    /// <summary>The path prefix of all of them.</summary>
    public const string Path = "/api/v1/holders";

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps them if records are enabled; else their paths answer 404 to any method.</summary>
    /// <returns>All of them, for further conventions.</returns>
    public static IEndpointConventionBuilder MapHolders(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup(Path);
        if (app.ServiceProvider.GetRequiredService<IOptions<HoldersOptions>>().Value.Enabled != true)
        {
            all.Map("/{**rest}", () => TypedResults.Problem("There is nothing here.", statusCode: StatusCodes.Status404NotFound))
                .ExcludeFromDescription();
            return all;
        }

        var holder = all.MapGroup("/{name}")
            .ReadsStore()
            .AddEndpointFilter(KeepPrivateAsync)
            .AddOpenApiOperationTransformer(HolderDescription.DescribeAsync);
        holder
            .MapPut("", HolderEndpoints.PutAsync)
            .Taking()
            .Accepts<HolderRequest>(Offers.Json)
            .WithSummary("Writes down when somebody first bought bitcoin")
            .WithDescription(
                "A name holds letters of any script, at most 64; names that differ only in case are the same, and they are not secret. "
                    + "Without a token it takes a name "
                    + "that nobody has, and answers 201 with a token, which is shown once. With the token it changes the day; `If-Match` "
                    + "with the version from `ETag` keeps it from "
                    + "replacing what another tab has written meanwhile, which answers 412."
            )
            .Produces<CreatedHolder>(StatusCodes.Status201Created)
            .Produces(StatusCodes.Status204NoContent)
            .Problems(
                StatusCodes.Status401Unauthorized,
                StatusCodes.Status412PreconditionFailed,
                StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType
            );
        holder
            .MapWithToken(GetAndHead, "", HolderEndpoints.Get)
            .Taking()
            .Offering(Offers.Json)
            .WithSummary("What a holder's bitcoins are worth, and when the anniversary of the first purchase is")
            .WithDescription(
                "The message is in English, or in Spanish where `Accept-Language` prefers it. `sinceThen` compares the price with the "
                    + "close of the first day, where that is known."
            )
            .Produces<HolderBody>()
            .Problems(StatusCodes.Status406NotAcceptable);
        holder
            .MapWithToken([HttpMethods.Delete], "", HolderEndpoints.DeleteAsync)
            .Taking()
            .WithSummary("Deletes a holder with all purchases and alerts")
            .Problems(StatusCodes.Status412PreconditionFailed);
        holder.MapPurchases();
        holder.MapAlerts();
        return all;
    }

    private static void MapAlerts(this RouteGroupBuilder holder)
    {
        holder
            .MapWithToken([HttpMethods.Post], "/alerts", AlertEndpoints.PostAsync)
            .Taking()
            .Accepts<AlertRequest>(Offers.Json)
            .WithSummary("Sets an alert at a price")
            .WithDescription(
                "It is raised once when a confirmed price reaches the line, `above` or `below`, and again only after the price was back by "
                    + "half a percent. With the browser's subscription (`endpoint`, `p256dh`, `auth`), or where the holder's other alerts "
                    + "have one, that browser is notified. A holder has at most 20 alerts; one more answers 409."
            )
            .Produces<AlertBody>(StatusCodes.Status201Created)
            .Problems(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        holder
            .MapWithToken(GetAndHead, "/alerts", AlertEndpoints.GetAsync)
            .Taking()
            .Offering(Offers.Json)
            .WithSummary("A holder's alerts, and the key that browsers subscribe to notifications with")
            .Produces<AlertsBody>()
            .Problems(StatusCodes.Status406NotAcceptable);
        holder
            .MapWithToken([HttpMethods.Delete], "/alerts/{id}", AlertEndpoints.DeleteAsync)
            .Taking()
            .WithSummary("Removes an alert")
            .Problems(StatusCodes.Status404NotFound);
        holder
            .MapWithToken([HttpMethods.Put], "/alerts/push", AlertEndpoints.PutPushAsync)
            .Taking()
            .Accepts<PushRequest>(Offers.Json)
            .WithSummary("Says which browser is notified of all alerts that a holder has")
            .WithDescription(
                "The subscription is one that was made with `pushKey`; it is not shown again. The endpoint is a public https address."
            )
            .Produces(StatusCodes.Status204NoContent)
            .Problems(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        holder
            .MapWithToken([HttpMethods.Delete], "/alerts/push", AlertEndpoints.DeletePushAsync)
            .Taking()
            .WithSummary("Notifies no browser of a holder's alerts any more")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static void MapPurchases(this RouteGroupBuilder holder)
    {
        holder
            .MapWithToken([HttpMethods.Post], "/purchases", PurchaseEndpoints.PostAsync)
            .Taking()
            .Accepts<PurchaseRequest>(Offers.Json)
            .WithSummary("Writes down a purchase")
            .WithDescription(
                "`paid` is what was paid in all, in US dollars; `place` and `currency` may be left out. A holder has at most 1,000 "
                    + "purchases; one more answers 409."
            )
            .Produces<PurchaseBody>(StatusCodes.Status201Created)
            .Problems(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        holder
            .MapWithToken(GetAndHead, "/purchases", PurchaseEndpoints.Get)
            .Taking("cursor", "size")
            .Offering(Offers.Json)
            .WithSummary("A holder's purchases, oldest first, paged by next, with their sums")
            .Produces<PurchasePageBody>()
            .Problems(StatusCodes.Status406NotAcceptable);
        holder
            .MapWithToken(GetAndHead, "/purchases.csv", PurchaseFileEndpoints.GetCsv)
            .Taking()
            .Offering(Offers.Csv)
            .WithSummary("All purchases of a holder as CSV, which can be imported again")
            .Produces<string>(StatusCodes.Status200OK, Offers.Csv)
            .Problems(StatusCodes.Status406NotAcceptable);
        holder
            .MapWithToken([HttpMethods.Post], "/purchases/import", PurchaseFileEndpoints.ImportAsync)
            .Taking("preview")
            .Accepts<string>(Offers.Csv)
            .WithMetadata(new RequestSizeLimitAttribute(PurchaseImport.LargestFile + 1))
            .WithSummary("Imports purchases from a CSV file: this site's own, or the trades of Coinbase, Kraken or Bitstamp")
            .WithDescription(
                "Of an exchange's file its buys of bitcoin for US dollars are taken, fees included; all other rows are listed in "
                    + "`leftOut` with the reason. "
                    + "What is there already is not added again. With `preview=true` nothing is stored."
            )
            .Produces<ImportBody>()
            .Problems(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType);
        holder
            .MapWithToken([HttpMethods.Delete], "/purchases/{id}", PurchaseEndpoints.DeleteAsync)
            .Taking()
            .WithSummary("Deletes a purchase")
            .Problems(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder MapWithToken(this IEndpointRouteBuilder holder, string[] methods, string path, Delegate handler) =>
        holder
            .MapMethods(path, methods, handler)
            .AddEndpointFilter(HolderAccess.RequireTokenAsync)
            .Problems(StatusCodes.Status401Unauthorized);

    private static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        }

        return endpoint;
    }

    /// <summary>No copies are kept, and no compressed length reveals a secret (BREACH).</summary>
    private static ValueTask<object?> KeepPrivateAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        context.Response.Headers.CacheControl = "no-store";
        context.Features.Get<IHttpsCompressionFeature>()?.Mode = HttpsCompressionMode.DoNotCompress;
        return next(invocation);
    }
}
