using System.Text.Json.Serialization.Metadata;
using BtcTracker.Market.Files;

namespace BtcTracker.Web.Encoding;

/// <summary>Rows in every form that a caller may wish, each encoded once, when it is first asked for.</summary>
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
    /// <param name="tell">What JSON tells.</param>
    /// <param name="typeInfo">How that is written.</param>
    /// <param name="write">Writes the same as lines.</param>
    public static RowBodies Of<T>(Func<T> tell, JsonTypeInfo<T> typeInfo, Action<PriceFileWriter> write) =>
        new(() => EncodedBody.Of(tell(), typeInfo), write);

    /// <summary>Gives the body in an offered media type to one who asks for it.</summary>
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
