using System.Buffers.Binary;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A device that has only some registers, each holding its own address, and refuses a read of any other, of
/// too many, or of one that it fails with.</summary>
internal sealed class HoleyTable(params IEnumerable<int> addresses) : ILinkSession
{
    private readonly HashSet<int> _addresses = [.. addresses];

    public TimeSpan ResponseTime => TimeSpan.FromSeconds(1);

    /// <summary>It refuses more at once with exception 03.</summary>
    public int CountMax { get; init; } = 125;

    /// <summary>It answers every read with this exception; 0: it has started.</summary>
    public int Starting { get; set; }

    /// <summary>It gives no answer to more at once.</summary>
    public int AnsweredMax { get; set; } = 125;

    /// <summary>It answers a read of any of them with exception 04.</summary>
    public HashSet<int> Failing { get; } = [];

    /// <summary>The reads it was asked for, as first address and count.</summary>
    public List<(int First, int Count)> Asked { get; } = [];

    public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation)
    {
        var pdu = request.Payload.Span;
        var (first, count) = (Word(pdu[1..]), Word(pdu[3..]));
        Asked.Add((first, count));
        if (count > AnsweredMax)
            return Task.FromException<ReadOnlyMemory<byte>>(new NoResponseException("silent."));
        var asked = Enumerable.Range(first, count).ToArray();
        var refusal = Starting > 0 ? Starting
            : count > CountMax ? 3
            : !asked.All(_addresses.Contains) ? 2
            : asked.Any(Failing.Contains) ? 4 : 0;
        if (refusal > 0)
            return Task.FromResult<ReadOnlyMemory<byte>>(new[] { (byte)(pdu[0] | 0x80), (byte)refusal });
        var answer = new byte[2 + (2 * count)];
        (answer[0], answer[1]) = (pdu[0], (byte)(2 * count));
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(2 + (2 * i)), (ushort)(first + i));
        return Task.FromResult<ReadOnlyMemory<byte>>(answer);
    }

    private static int Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
