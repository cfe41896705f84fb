using Microsoft.AspNetCore.Diagnostics;

namespace BtcTracker.Web.Api;

/// <summary>Errors that no endpoint has told of, in a body that a program can read, whatever it accepts.</summary>
public static class ApiErrors
{
    /// <summary>Tells of an answer's status.</summary>
    public static Task TellAsync(StatusCodeContext status)
    {
        var (request, response) = (status.HttpContext.Request, status.HttpContext.Response);
        var detail =
            response.StatusCode == StatusCodes.Status405MethodNotAllowed
                ? $"The method {request.Method} is not allowed here; it must be one of {response.Headers.Allow}."
                : null;
        return TypedResults.Problem(detail, statusCode: response.StatusCode).ExecuteAsync(status.HttpContext);
    }
}
