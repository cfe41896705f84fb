using System.IO.Compression;
using System.Text;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Market.Storage;

/// <summary>A raw reading as an item; its body is UTF-8, compressed with Brotli, about a third of the text.</summary>
internal static class RawReadingItem
{
    private const string Source = "source";
    private const string Body = "body";

    public static Dictionary<string, AttributeValue> From(RawReading reading)
    {
        var item = ItemExtensions.NewItem(Keys.RawReading(reading.Symbol, reading.Slot), Keys.SortOf(reading.Slot));
        item.Set(Source, reading.Source);
        item[Body] = new AttributeValue { B = Compressed(reading.Body) };
        return item;
    }

    public static RawReading ToRawReading(Dictionary<string, AttributeValue> item, Symbol symbol) =>
        new(symbol, item.GetInstant(Keys.Sort), item.GetString(Source), BodyOf(item));

    private static MemoryStream Compressed(string body)
    {
        var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            brotli.Write(Encoding.UTF8.GetBytes(body));
        }

        compressed.Position = 0;
        return compressed;
    }

    private static string BodyOf(Dictionary<string, AttributeValue> item)
    {
        if (item.GetValueOrDefault(Body)?.B is not { } compressed)
        {
            throw ItemExtensions.Missing(item, Body);
        }

        try
        {
            using var text = new StreamReader(new BrotliStream(compressed, CompressionMode.Decompress), Encoding.UTF8);
            return text.ReadToEnd();
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            throw ItemExtensions.Missing(item, Body);
        }
    }
}
