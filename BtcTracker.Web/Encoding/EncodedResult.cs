using System.Globalization;
using BtcTracker.Web.Views;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace BtcTracker.Web.Encoding;

/// <summary>
/// Sends an encoded body: 304 if the caller has it, else the smallest encoding that the caller accepts.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="cacheControl">How long copies may be kept.</param>
public sealed class EncodedResult(EncodedBody body, StringValues cacheControl) : IResult
{
    /// <summary>Kestrel's buffer of a response, in bytes.</summary>
    private const int SentInOneGo = 64 * 1024;

    private static readonly StringValues[] Kept = ForEachSecond("public, max-age=");
    private static readonly StringValues[] Shared = ForEachSecond("public, max-age=0, s-maxage=");

    /// <summary>
    /// Lets anyone keep a copy for a time, at most a minute; without a time every request revalidates, as the next body may differ.
    /// </summary>
    public static StringValues KeepFor(TimeSpan time) => Kept[(int)Math.Clamp(time.TotalSeconds, 0, Kept.Length - 1)];

    /// <summary>Lets shared caches keep a copy for a time, at most a minute; browsers revalidate each time, which costs a 304.</summary>
    public static StringValues ShareFor(TimeSpan time) => Shared[(int)Math.Clamp(time.TotalSeconds, 0, Shared.Length - 1)];

    /// <summary>The language of a page; null for other bodies.</summary>
    public PageLanguage? Language { get; init; }

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.ETag = body.ETag;
        response.Headers.CacheControl = cacheControl;
        response.Headers.Vary = Language is { IsInAddress: false } ? PageLanguage.Vary : Negotiation.VaryOf(httpContext);
        if (Language is not null)
        {
            response.Headers.ContentLanguage = Language.Language.Code;
        }

        if (IsKnown(request.Headers.IfNoneMatch))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var encoding = body.IsCompressible ? BodyEncodings.Choose(request.Headers.AcceptEncoding) : BodyEncoding.Identity;
        var bytes = body.In(encoding);
        response.Headers.ContentType = body.ContentType;
        response.Headers.ContentEncoding = BodyEncodings.NameOf(encoding);
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : SendAsync(response, bytes);
    }

    private static StringValues[] ForEachSecond(string directives) =>
        [
            "public, no-cache",
            .. Enumerable.Range(1, 60).Select(seconds => (StringValues)(directives + seconds.ToString(CultureInfo.InvariantCulture))),
        ];

    /// <summary>
    /// Headers first: a body written before them is buffered and copied once more. A body that fits into the server's
    /// buffer is only copied there, and the server sends it together with the headers.
    /// </summary>
    private static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> bytes)
    {
        await response.StartAsync();
        if (bytes.Length > SentInOneGo)
        {
            await response.BodyWriter.WriteAsync(bytes);
            return;
        }

        bytes.CopyTo(response.BodyWriter.GetMemory(bytes.Length));
        response.BodyWriter.Advance(bytes.Length);
    }

    /// <summary>Whether the caller names the tag, weakly compared (RFC 9110, 13.1.2); an invalid header names nothing.</summary>
    private bool IsKnown(StringValues ifNoneMatch)
    {
        if (ifNoneMatch.Count == 0)
        {
            return false;
        }

        return ifNoneMatch == body.ETag
            || (
                EntityTagHeaderValue.TryParseList(ifNoneMatch, out var tags)
                && tags.Any(tag =>
                    tag.Compare(EntityTagHeaderValue.Parse(body.ETag.ToString()), useStrongComparison: false)
                    || tag.Equals(EntityTagHeaderValue.Any)
                )
            );
    }
}
