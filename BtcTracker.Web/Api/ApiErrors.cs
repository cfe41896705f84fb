using Microsoft.AspNetCore.Diagnostics;

namespace BtcTracker.Web.Api;

/// <summary>Errors for which no endpoint wrote a body, as a problem that programs can read, whatever they accept.</summary>
public static class ApiErrors
{
    /// <summary>Writes a problem with the response's status.</summary>
    public static Task WriteAsync(StatusCodeContext status)
    {
        var (request, response) = (status.HttpContext.Request, status.HttpContext.Response);
        var detail =
            response.StatusCode == StatusCodes.Status405MethodNotAllowed
                ? $"The method {request.Method} is not allowed here; it must be one of {response.Headers.Allow}."
                : null;
        return TypedResults.Problem(detail, statusCode: response.StatusCode).ExecuteAsync(status.HttpContext);
    }
}
