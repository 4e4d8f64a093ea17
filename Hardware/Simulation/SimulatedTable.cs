using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Simulation;

/// <summary>One table of a unit: all addresses from the first to the last declared one can be read.</summary>
internal sealed class SimulatedTable
{
    private readonly int _first;
    private readonly ushort[] _values;
    private readonly bool[] _isWritable;

    public SimulatedTable(IReadOnlyCollection<(int Offset, int Size, bool IsWritable)> areas)
    {
        _first = areas.Count == 0 ? 0 : areas.Min(area => area.Offset);
        var end = areas.Count == 0 ? 0 : areas.Max(area => area.Offset + area.Size);
        _values = new ushort[end - _first];
        _isWritable = new bool[_values.Length];
        foreach (var area in areas.Where(area => area.IsWritable))
            _isWritable.AsSpan(area.Offset - _first, area.Size).Fill(true);
    }

    /// <summary>The contents of these addresses; empty where some of them don't exist.</summary>
    public Span<ushort> Area(int offset, int count) =>
        offset >= _first && offset + count <= _first + _values.Length
            ? _values.AsSpan(offset - _first, count)
            : [];

    public bool CanWrite(int offset, int count) =>
        !Area(offset, count).IsEmpty && !_isWritable.AsSpan(offset - _first, count).Contains(false);

    public void Clear() => Array.Clear(_values);
}
