using System.IO.Compression;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace BtcTracker.Benchmarks.Data;

/// <summary>A file as DynamoDB's export to S3 writes it: gzip, one line an item, <c>{"Item":{"pk":{"S":"…"},"sk":{"N":"1"}}}</c>.</summary>
internal sealed class ExportFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly GZipStream _gzip;
    private readonly Utf8JsonWriter _json;

    /// <summary>Makes the file of a table in an export's folder.</summary>
    public ExportFile(string exportFolder, string table)
    {
        var folder = Directory.CreateDirectory(Path.Combine(exportFolder, table, "data"));
        _gzip = new GZipStream(File.Create(Path.Combine(folder.FullName, "items.json.gz")), CompressionLevel.Fastest);
        _json = new Utf8JsonWriter(_gzip);
    }

    /// <summary>Appends an item of numbers and texts.</summary>
    public void Write(Dictionary<string, AttributeValue> item)
    {
        lock (_lock)
        {
            _json.WriteStartObject();
            _json.WriteStartObject("Item");
            foreach (var (name, value) in item)
            {
                _json.WriteStartObject(name);
                _json.WriteString(value.N is null ? "S" : "N", value.N ?? value.S);
                _json.WriteEndObject();
            }

            _json.WriteEndObject();
            _json.WriteEndObject();
            _json.Flush();
            _json.Reset();
            _gzip.Write("\n"u8);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _json.Dispose();
        _gzip.Dispose();
    }
}
