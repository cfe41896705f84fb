using Microsoft.AspNetCore.Http.HttpResults;

namespace BtcTracker.Web.Holders;

/// <summary>A request's body of a bounded size, whatever its headers say.</summary>
internal static class BoundedBody
{
    /// <summary>Reads a body.</summary>
    /// <returns>Null where it is larger.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int largest, CancellationToken cancellationToken)
    {
        if (request.ContentLength > largest)
        {
            return null;
        }

        try
        {
            var buffer = new byte[largest + 1];
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length > largest ? null : buffer[..length];
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    /// <summary>The response to a larger body: 413.</summary>
    public static ProblemHttpResult TooLarge(int largest) =>
        TypedResults.Problem($"The body is too large; it may have {largest} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
}
