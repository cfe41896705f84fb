using System.Text;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A field of a protobuf message, read without its schema.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Value">Its value where it is a varint; else 0.</param>
/// <param name="Bytes">Its bytes where it is a text, bytes or a message; else empty.</param>
internal readonly record struct ProtobufField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    private const int Varint = 0;
    private const int EightBytes = 1;
    private const int Length = 2;
    private const int FourBytes = 5;

    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string Hex => Convert.ToHexStringLower(Bytes.Span);

    /// <summary>The fields of the message that this field holds.</summary>
    public IEnumerable<ProtobufField> Fields => Read(Bytes);

    /// <summary>The fields with a number of the message that this field holds.</summary>
    public IEnumerable<ProtobufField> All(int number) => Fields.Where(field => field.Number == number);

    /// <summary>The last field with a number; an empty one where there is none, as protobuf wants.</summary>
    public ProtobufField Find(int number) => All(number).LastOrDefault();

    /// <summary>The fields of a message, in their order.</summary>
    public static IEnumerable<ProtobufField> Read(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length; )
        {
            var tag = ReadVarint(message, ref at);
            var (number, type) = ((int)(tag >> 3), (int)(tag & 7));
            var value = type == Varint ? ReadVarint(message, ref at) : 0;
            var length = type switch
            {
                Varint => 0,
                EightBytes => 8,
                Length => (int)ReadVarint(message, ref at),
                FourBytes => 4,
                _ => throw new InvalidDataException($"The wire type {type} is not one of OTLP's."),
            };
            yield return new ProtobufField(number, value, type == Length ? message.Slice(at, length) : default);
            at += length;
        }
    }

    private static ulong ReadVarint(ReadOnlyMemory<byte> message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message.Span[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
