using System.Text.Json;
using BtcTracker.Web.Api;

namespace BtcTracker.Web.Holders;

/// <summary>A small JSON object in a request, whose problems name the field.</summary>
public sealed class JsonBody
{
    /// <summary>The largest body, in bytes.</summary>
    public const int Largest = 4 * 1024;

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);

    private JsonBody() { }

    /// <summary>The problem of each field.</summary>
    public Dictionary<string, string[]> Problems { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads a request's body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="fields">The fields that it may have.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The body, or why there is none: 400, 413 or 415.</returns>
    public static async Task<(JsonBody? Body, IResult? Refusal)> ReadAsync(
        HttpRequest request,
        IReadOnlyList<string> fields,
        CancellationToken cancellationToken
    )
    {
        if (!request.HasJsonContentType())
        {
            return (
                null,
                TypedResults.Problem("The body must be application/json.", statusCode: StatusCodes.Status415UnsupportedMediaType)
            );
        }

        var bytes = await BoundedBody.ReadAsync(request, Largest, cancellationToken);
        if (bytes is null)
        {
            return (null, BoundedBody.TooLarge(Largest));
        }

        var body = new JsonBody();
        return body.Parse(bytes, fields) is { } problem ? (null, BadInput.Problem(problem.Field, problem.Message)) : (body, null);
    }

    /// <summary>Whether it has one of these fields.</summary>
    public bool Has(params IEnumerable<string> fields) => fields.Any(_fields.ContainsKey);

    /// <summary>A text field; null if it is missing, which is recorded as a problem if the field is required.</summary>
    public string? Text(string field, bool isRequired = true)
    {
        if (!_fields.TryGetValue(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            Note(field, isRequired ? $"{field} is missing." : null);
            return null;
        }

        var text = Read(value);
        Note(field, text is null ? $"{field} must be a text." : null);
        return text;
    }

    /// <summary>A required number; null if it is missing, which is recorded as a problem.</summary>
    public decimal? Number(string field)
    {
        if (!_fields.TryGetValue(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            Note(field, $"{field} is missing.");
            return null;
        }

        var number = 0m;
        var isNumber = value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out number);
        Note(
            field,
            isNumber ? null
                : value.ValueKind == JsonValueKind.Number ? $"{field} is too large."
                : $"{field} must be a number."
        );
        return isNumber ? number : null;
    }

    /// <summary>Records the problem of a field, unless there is none or one is already recorded.</summary>
    public void Note(string field, string? problem)
    {
        if (problem is not null)
        {
            Problems.TryAdd(field, [problem]);
        }
    }

    private static string? Read(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // It holds half a surrogate pair.
            return null;
        }
    }

    private (string Field, string Message)? Parse(ReadOnlySpan<byte> bytes, IReadOnlyList<string> fields)
    {
        var field = "body";
        try
        {
            var reader = new Utf8JsonReader(bytes);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return ("body", "The body must be a JSON object.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                field = reader.GetString()!;
                if (!fields.Contains(field))
                {
                    return (field, $"There is no field '{field}' here; the body takes {string.Join(", ", fields)}.");
                }

                reader.Read();
                if (!_fields.TryAdd(field, JsonElement.ParseValue(ref reader)))
                {
                    return (field, $"{field} is given more than once.");
                }

                field = "body";
            }

            return reader.Read() ? ("body", "The body must be one JSON object.") : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // A name that is not valid text, such as one with half a surrogate pair, is an invalid operation.
            return (field, field == "body" ? "The body is not JSON." : $"{field} is not JSON.");
        }
    }
}
