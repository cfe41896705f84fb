using System.Text.Json.Serialization.Metadata;
using BtcTracker.Market.Files;

namespace BtcTracker.Web.Encoding;

/// <summary>Rows in every media type, each encoded once, when it is first requested.</summary>
public sealed class RowBodies
{
    private RowBodies(Func<EncodedBody> json, Action<PriceFileWriter> write) =>
        All = [
            (Offers.Json, new(json)),
            (Offers.Csv, new(() => Lines(write, PriceFileFormat.Csv, Offers.CsvWithHeader))),
            (Offers.JsonLines, new(() => Lines(write, PriceFileFormat.JsonLines, Offers.JsonLines))),
        ];

    /// <summary>The bodies by their media type.</summary>
    public IReadOnlyList<(string MediaType, SnapshotBody Body)> All { get; }

    /// <summary>Prepares bodies; encodes nothing yet.</summary>
    /// <param name="toBody">Creates the JSON body.</param>
    /// <param name="typeInfo">How that body is serialized.</param>
    /// <param name="write">Writes the same as lines.</param>
    public static RowBodies Of<T>(Func<T> toBody, JsonTypeInfo<T> typeInfo, Action<PriceFileWriter> write) =>
        new(() => EncodedBody.Of(toBody(), typeInfo), write);

    /// <summary>The body in an offered media type, for a request.</summary>
    public EncodedBody In(string mediaType)
    {
        foreach (var (name, body) in All)
        {
            if (name == mediaType)
            {
                return body.Ask();
            }
        }

        throw new ArgumentException($"The media type {mediaType} is not supported for rows.", nameof(mediaType));
    }

    private static EncodedBody Lines(Action<PriceFileWriter> write, PriceFileFormat format, string contentType)
    {
        using var lines = new StringWriter();
        write(new PriceFileWriter(lines, format));
        return new EncodedBody(System.Text.Encoding.UTF8.GetBytes(lines.ToString()), contentType);
    }
}
