using System.Text;
using System.Text.Json.Serialization.Metadata;
using BtcTracker.Market.Files;
using BtcTracker.Web.Encoding;

namespace BtcTracker.Web.Api;

/// <summary>A page of rows in the negotiated media type: columns in JSON, or lines as export writes them.</summary>
/// <typeparam name="TRow">A row.</typeparam>
/// <typeparam name="TSeries">The rows as columns.</typeparam>
/// <param name="rows">The rows, oldest first.</param>
/// <param name="series">The same as columns.</param>
/// <param name="typeInfo">How the columns are written.</param>
/// <param name="next">The address of the next page; null on the last.</param>
/// <param name="write">Writes rows as lines.</param>
public sealed class RowsResult<TRow, TSeries>(
    IReadOnlyList<TRow> rows,
    Func<TSeries> series,
    JsonTypeInfo<TSeries> typeInfo,
    string? next,
    Func<PriceFileWriter, IAsyncEnumerable<TRow>, CancellationToken, Task<long>> write
) : IResult
{
    /// <summary>The latest rows may change, so copies are kept only this long.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = EncodedResult.KeepFor(Kept);
        httpContext.Response.Headers.Vary = Negotiation.VaryOf(httpContext);
        if (next is not null)
        {
            httpContext.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        return Negotiation.MediaTypeOf(httpContext) switch
        {
            Offers.Csv => WriteLinesAsync(httpContext, PriceFileFormat.Csv, Offers.CsvWithHeader),
            Offers.JsonLines => WriteLinesAsync(httpContext, PriceFileFormat.JsonLines, Offers.JsonLines),
            _ => TypedResults.Json(series(), typeInfo).ExecuteAsync(httpContext),
        };
    }

    private async Task WriteLinesAsync(HttpContext context, PriceFileFormat format, string contentType)
    {
        context.Response.ContentType = contentType;
        await using var text = new StreamWriter(context.Response.Body, Utf8, leaveOpen: true);
        await write(new PriceFileWriter(text, format), rows.ToAsyncEnumerable(), context.RequestAborted);
    }
}
