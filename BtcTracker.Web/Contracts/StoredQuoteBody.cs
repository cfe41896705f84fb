using System.Text.Json;
using System.Text.Json.Serialization;
using BtcTracker.Market;

namespace BtcTracker.Web.Contracts;

/// <summary>A stored quote with its proof.</summary>
public sealed record StoredQuoteBody : QuoteFigures
{
    /// <summary>Tells a quote and the body that it was read from.</summary>
    /// <param name="quote">The quote.</param>
    /// <param name="proof">The body; null where it is not kept, or not shown.</param>
    /// <param name="isWithheld">Whether this site shows no bodies.</param>
    public StoredQuoteBody(Quote quote, RawReading? proof, bool isWithheld)
        : base(quote) => (Body, BodyWithheld) = (isWithheld ? null : proof?.Body, isWithheld);

    /// <summary>What the source answered, character by character as it was stored; null where that is not kept, or withheld.</summary>
    [JsonConverter(typeof(Verbatim))]
    public string? Body { get; }

    /// <summary>Whether this site does not pass on what its sources answered, as their terms may ask; its operator sets it.</summary>
    public bool BodyWithheld { get; }

    /// <summary>Writes JSON text as it is, so that no digit of the proof changes.</summary>
    internal sealed class Verbatim : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("This body is only written.");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
    }
}
