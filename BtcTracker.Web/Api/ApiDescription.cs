using System.Globalization;
using System.Text.Json.Nodes;
using BtcTracker.Market;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.History;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace BtcTracker.Web.Api;

/// <summary>What the OpenAPI document says beyond what the endpoints declare.</summary>
public static class ApiDescription
{
    private static readonly Dictionary<string, (string Description, Func<OpenApiSchema> Schema)> Parameters = new()
    {
        ["interval"] = ("How long a candle is.", () => OneOf(Interval.All.Select(interval => interval.Code))),
        ["range"] = ("How far back; one day where none is named.", () => OneOf(HistoryRange.All.Select(range => range.Code))),
        ["from"] = ($"The first instant: {BadInput.TimeFormats}.", Text),
        ["to"] = ($"The first instant after: {BadInput.TimeFormats}. Without it up to now.", Text),
        ["amount"] = (
            $"What each purchase costs, in US dollars: more than 0, at most {WrittenAmount.MostDecimals} decimals; "
                + $"{WhatIfParameters.DefaultAmount} where none is named.",
            Text
        ),
        ["currency"] = ("The currency of the amount: the stored history is in US dollars only.", () => OneOf(["USD"])),
        ["every"] = (
            "How often it is bought; each month where nothing is named.",
            () => OneOf(BuyingRhythm.All.Select(rhythm => rhythm.Code))
        ),
        ["since"] = (
            "The UTC day of the first purchase, such as 2020-01-31; five years ago, or the first known day, where none is named.",
            Day
        ),
        ["slot"] = ($"The slot: {BadInput.TimeFormats}.", Text),
        ["limit"] = ("The most rows of a page; next, and the Link header, lead to the following one.", Limit),
        ["after"] = ("The last slot that the caller has; without it the stream starts with the latest quote.", Slot),
        ["Last-Event-ID"] = ("The same, as a browser says it when it comes back.", Slot),
    };

    /// <summary>Adds the document, served at <c>/openapi/v1.json</c>.</summary>
    public static IServiceCollection AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi(options =>
        {
            options.AddDocumentTransformer(
                (document, _, _) =>
                    Task.FromResult(
                        document.Info = new OpenApiInfo
                        {
                            Title = "BtcTracker",
                            Version = "v1",
                            Description =
                                "The price of Bitcoin in US dollars and its history. Prices are JSON numbers with every digit as stored; "
                                + "series are columnar; times in series are seconds since 1970, UTC.",
                        }
                    )
            );
            options.AddDocumentTransformer(
                (document, context, _) =>
                {
                    // The document is the same at every host; only the path that the site is served below is in it.
                    var pathBase = context.ApplicationServices.GetRequiredService<IOptions<SiteOptions>>().Value.PathBase;
                    document.Servers = pathBase.Length > 0 ? [new OpenApiServer { Url = pathBase }] : [];
                    return Task.CompletedTask;
                }
            );
            options.AddOperationTransformer(
                (operation, _, _) =>
                {
                    foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
                    {
                        Describe(parameter);
                    }

                    return Task.CompletedTask;
                }
            );
        });

    private static void Describe(OpenApiParameter parameter)
    {
        // Parameters are bound as text, so that the error message can quote them.
        if (parameter.Name is { } name && Parameters.TryGetValue(name, out var known))
        {
            parameter.Description = known.Description;
            parameter.Schema = known.Schema();
            parameter.Required = name is "interval" or "slot";
        }
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Day() => new() { Type = JsonSchemaType.String, Format = "date" };

    private static OpenApiSchema Slot() => new() { Type = JsonSchemaType.Integer, Format = "int64" };

    private static OpenApiSchema Limit() =>
        new()
        {
            Type = JsonSchemaType.Integer,
            Minimum = "1",
            Maximum = PageParameters.LargestLimit.ToString(CultureInfo.InvariantCulture),
            Default = JsonValue.Create(PageParameters.DefaultLimit),
        };

    private static OpenApiSchema OneOf(IEnumerable<string> values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (JsonNode)JsonValue.Create(value))] };
}
