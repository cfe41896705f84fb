using System.Text.Json;
using System.Text.Json.Serialization;
using BtcTracker.Market;

namespace BtcTracker.Web.Contracts;

/// <summary>A stored quote with its proof.</summary>
public sealed record StoredQuoteBody : QuoteFigures
{
    /// <summary>Tells a quote and the body that it was read from.</summary>
    public StoredQuoteBody(Quote quote, RawReading? proof)
        : base(quote) => Body = proof?.Body;

    /// <summary>What the source answered, character by character as it was stored; null where that is not kept.</summary>
    [JsonConverter(typeof(Verbatim))]
    public string? Body { get; }

    /// <summary>Writes JSON text as it is, so that no digit of the proof changes.</summary>
    internal sealed class Verbatim : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("This body is only written.");

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
    }
}
