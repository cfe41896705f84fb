using System.IO.Compression;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>A few hundred candles of one interval, compressed into one attribute; decimals keep every digit.</summary>
internal static class CandleBytes
{
    /// <summary>The format's version, the first byte.</summary>
    private const byte Form = 1;

    public static MemoryStream Of(IReadOnlyCollection<Candle> candles)
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(new BrotliStream(bytes, CompressionLevel.Optimal, leaveOpen: true)))
        {
            writer.Write(Form);
            writer.Write(candles.Count);
            foreach (var candle in candles)
            {
                Write(writer, candle);
            }
        }

        bytes.Position = 0;
        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are not in this format.</exception>
    public static List<Candle> Read(Stream bytes, Symbol symbol, Interval interval)
    {
        using var reader = new BinaryReader(new BrotliStream(bytes, CompressionMode.Decompress));
        if (reader.ReadByte() != Form)
        {
            throw new InvalidDataException();
        }

        var count = reader.ReadInt32();
        return [.. Enumerable.Range(0, count).Select(_ => Read(reader, symbol, interval))];
    }

    private static void Write(BinaryWriter writer, Candle candle)
    {
        writer.Write(Keys.SortOf(candle.OpenTime));
        writer.Write(candle.Open);
        writer.Write(candle.High);
        writer.Write(candle.Low);
        writer.Write(candle.Close);
        writer.Write(candle.Volume is not null);
        if (candle.Volume is { } volume)
        {
            writer.Write(volume);
        }

        writer.Write(candle.VolumeUnit ?? "");
        writer.Write(candle.N);
        writer.Write((byte)candle.Rank);
        writer.Write(candle.Source);
        writer.Write(candle.Doubtful);
    }

    // Fields are read in the order in which they are declared.
    private static Candle Read(BinaryReader reader, Symbol symbol, Interval interval) =>
        new()
        {
            Symbol = symbol,
            Interval = interval,
            OpenTime = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()),
            Open = reader.ReadDecimal(),
            High = reader.ReadDecimal(),
            Low = reader.ReadDecimal(),
            Close = reader.ReadDecimal(),
            Volume = reader.ReadBoolean() ? reader.ReadDecimal() : null,
            VolumeUnit = reader.ReadString() is { Length: > 0 } unit ? unit : null,
            N = reader.ReadInt32(),
            Rank = (CandleRank)reader.ReadByte(),
            Source = reader.ReadString(),
            Doubtful = reader.ReadBoolean(),
        };
}
