using System.Collections.Immutable;

namespace Understudy.Hardware.Modbus.Probing;

/// <summary>
/// Decides what to ask of a range of addresses, one request at a time: blocks as large as one request reads, and the
/// halves of a block that is refused, down to single addresses. All blocks are asked before the first half, so that a
/// search that is stopped early knows a little of everything.
/// </summary>
public sealed class HoleSearch
{
    private readonly AddressSpan _range;
    private readonly Queue<(AddressSpan Span, ModbusExceptionCode? Refused)> _waiting = new();
    private readonly SortedDictionary<int, ushort> _values = [];
    private readonly List<ProbeGap> _gaps = [];

    public HoleSearch(AddressSpan range)
    {
        _range = range;
        for (var first = range.First; first <= range.Last; first += range.RequestMax)
            _waiting.Enqueue(
                (range with { First = first, Count = Math.Min(range.RequestMax, range.Last - first + 1) }, null));
    }

    /// <summary>What to ask next; null when everything is known.</summary>
    public AddressSpan? Next => _waiting.TryPeek(out var next) ? next.Span : null;

    /// <summary><see cref="Next"/> was answered with these registers or bits.</summary>
    public void Answered(ReadOnlySpan<ushort> values)
    {
        var (span, _) = _waiting.Dequeue();
        if (values.Length != span.Count) throw new ArgumentException($"{values.Length} values of {span}.");
        for (var i = 0; i < values.Length; i++) _values[span.First + i] = values[i];
    }

    /// <summary>The device refused <see cref="Next"/>. A function that it does not have, or a gateway without a path to
    /// it, concerns the whole table; every other refusal may be due to one address or to the length.</summary>
    public void Refused(ModbusExceptionCode code)
    {
        var (span, _) = _waiting.Dequeue();
        if (_values.Count == 0 && code is ModbusExceptionCode.IllegalFunction
            or ModbusExceptionCode.GatewayPathUnavailable or ModbusExceptionCode.GatewayTargetFailedToRespond)
        {
            _gaps.Add(new(span, GapKind.Refused, code));
            while (_waiting.TryDequeue(out var other)) _gaps.Add(new(other.Span, GapKind.Refused, code));
        }
        else if (span.Count == 1)
        {
            _gaps.Add(new(span, GapKind.Refused, code));
        }
        else
        {
            var half = span.Count / 2;
            _waiting.Enqueue((span with { Count = half }, code));
            _waiting.Enqueue((span with { First = span.First + half, Count = span.Count - half }, code));
        }
    }

    /// <summary><see cref="Next"/> was not answered. It is not divided: each part could take as long again.</summary>
    public void Unanswered() => _gaps.Add(new(_waiting.Dequeue().Span, GapKind.Unanswered, null));

    /// <summary>What is known by now; what still waits is a gap.</summary>
    public ProbeFinding Finding()
    {
        var waiting = _waiting.Select(left => new ProbeGap(
            left.Span, left.Refused is null ? GapKind.NotAsked : GapKind.RefusedTogether, left.Refused));
        var gaps = new List<ProbeGap>();
        foreach (var gap in _gaps.Concat(waiting).OrderBy(gap => gap.Span.First))
            if (gaps.Count > 0 && gaps[^1] is var last && last.Span.Last + 1 == gap.Span.First
                && (last.Kind, last.Code) == (gap.Kind, gap.Code))
                gaps[^1] = last with { Span = last.Span with { Count = last.Span.Count + gap.Span.Count } };
            else
                gaps.Add(gap);
        return new ProbeFinding(_range, _values.ToImmutableSortedDictionary(), [.. gaps]);
    }
}
