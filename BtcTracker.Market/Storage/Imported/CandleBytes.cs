using System.IO.Compression;

namespace BtcTracker.Market.Storage.Imported;

/// <summary>A few hundred candles of one interval, compressed into one attribute; decimals keep every digit.</summary>
internal static class CandleBytes
{
    /// <summary>The format's version, the first byte; with spreads there is another, so that an earlier version reads the rest.</summary>
    private const byte Form = 1;

    private const byte FormWithSpreads = 2;

    public static MemoryStream Of(IReadOnlyCollection<Candle> candles)
    {
        var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(new BrotliStream(bytes, CompressionLevel.Optimal, leaveOpen: true)))
        {
            var hasSpreads = candles.Any(candle => candle.Spread is not null);
            writer.Write(hasSpreads ? FormWithSpreads : Form);
            writer.Write(candles.Count);
            foreach (var candle in candles)
            {
                Write(writer, candle);
                if (hasSpreads)
                {
                    WriteOptional(writer, candle.Spread);
                }
            }
        }

        bytes.Position = 0;
        return bytes;
    }

    /// <exception cref="InvalidDataException">The bytes are not in this format.</exception>
    public static List<Candle> Read(Stream bytes, Symbol symbol, Interval interval)
    {
        using var reader = new BinaryReader(new BrotliStream(bytes, CompressionMode.Decompress));
        var form = reader.ReadByte();
        if (form is not (Form or FormWithSpreads))
        {
            throw new InvalidDataException();
        }

        var count = reader.ReadInt32();
        return [.. Enumerable.Range(0, count).Select(_ => Read(reader, symbol, interval, hasSpread: form == FormWithSpreads))];
    }

    private static void Write(BinaryWriter writer, Candle candle)
    {
        writer.Write(Keys.SortOf(candle.OpenTime));
        writer.Write(candle.Open);
        writer.Write(candle.High);
        writer.Write(candle.Low);
        writer.Write(candle.Close);
        WriteOptional(writer, candle.Volume);
        writer.Write(candle.VolumeUnit ?? "");
        writer.Write(candle.N);
        writer.Write((byte)candle.Rank);
        writer.Write(candle.Source);
        writer.Write(candle.Doubtful);
    }

    private static void WriteOptional(BinaryWriter writer, decimal? value)
    {
        writer.Write(value is not null);
        if (value is { } known)
        {
            writer.Write(known);
        }
    }

    // Fields are read in the order in which they are declared.
    private static Candle Read(BinaryReader reader, Symbol symbol, Interval interval, bool hasSpread) =>
        new()
        {
            Symbol = symbol,
            Interval = interval,
            OpenTime = DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()),
            Open = reader.ReadDecimal(),
            High = reader.ReadDecimal(),
            Low = reader.ReadDecimal(),
            Close = reader.ReadDecimal(),
            Volume = ReadOptional(reader),
            VolumeUnit = reader.ReadString() is { Length: > 0 } unit ? unit : null,
            N = reader.ReadInt32(),
            Rank = (CandleRank)reader.ReadByte(),
            Source = reader.ReadString(),
            Doubtful = reader.ReadBoolean(),
            Spread = hasSpread ? ReadOptional(reader) : null,
        };

    private static decimal? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadDecimal() : null;
}
