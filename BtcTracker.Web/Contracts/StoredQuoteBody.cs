using System.Text.Json;
using System.Text.Json.Serialization;
using BtcTracker.Market;

namespace BtcTracker.Web.Contracts;

/// <summary>A stored quote with its proof.</summary>
public sealed record StoredQuoteBody : QuoteFigures
{
    /// <summary>The body of a quote with the source's body that it was read from.</summary>
    /// <param name="quote">The quote.</param>
    /// <param name="proof">The body; null where it is not kept, or not shown.</param>
    /// <param name="isWithheld">Whether this site shows no bodies.</param>
    public StoredQuoteBody(Quote quote, RawReading? proof, bool isWithheld)
        : base(quote) => (Body, BodyWithheld) = (isWithheld ? null : proof?.Body, isWithheld);

    /// <summary>The source's body, character by character; null if it was not stored, or is withheld.</summary>
    [JsonConverter(typeof(Verbatim))]
    public string? Body { get; }

    /// <summary>Whether the operator withholds the sources' bodies, as their terms may demand.</summary>
    public bool BodyWithheld { get; }

    /// <summary>Writes JSON text as it is, so that no digit of the proof changes.</summary>
    internal sealed class Verbatim : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("This body is only written.");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
    }
}
