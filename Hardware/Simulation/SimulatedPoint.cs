using System.Buffers.Binary;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Simulation;

/// <summary>A declared point in a simulated unit's tables.</summary>
internal sealed class SimulatedPoint(DeviceId device, PointSpec spec)
{
    private const int BytesMax = ModbusLimits.ReadRegistersMax * sizeof(ushort);

    private readonly Waveform? _waveform =
        spec.IsWritable ? null : Waveform.Of(spec, $"{device}/{spec.Id}");

    private readonly ValueForm _form = ValueForm.Of(spec);
    private (Signal Signal, DateTimeOffset Since)? _told;

    public PointSpec Spec { get; } = spec;

    public int Size => _form.Size;

    /// <summary>It keeps what it was given instead of moving by itself.</summary>
    public bool IsPinned { get; set; }

    public bool Moves => (_told is not null || _waveform is not null) && !IsPinned;

    /// <summary>From now on it moves as it is told.</summary>
    public void Follow(Signal signal, DateTimeOffset now) => _told = (signal, now);

    public bool Overlaps(ModbusTable table, int offset, int count) =>
        Spec.At.Table == table && Spec.At.Offset < offset + count && offset < Spec.At.Offset + Size;

    public void Move(Span<ushort> area, DateTimeOffset now) =>
        Put(_told is var (signal, since) ? Fitting(signal.At(Since(since, now))) : _waveform!.At(now), area);

    /// <summary>As after power on.</summary>
    public void Reset(Span<ushort> area) => Put(DefaultValue.Of(_form), area);

    /// <summary>What it holds now could have been written to it.</summary>
    public bool IsWithinRange(ReadOnlySpan<ushort> area) =>
        _form is { Range: null, Names: null, Fields.IsEmpty: true }
        || ModbusValueCodec.Problem(_form, Get(area)) is null;

    public void Put(PointValue value, Span<ushort> area)
    {
        Span<byte> bytes = stackalloc byte[BytesMax];
        for (var i = 0; i < area.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes[(2 * i)..], area[i]);
        ModbusValueCodec.Encode(_form, value, bytes);
        for (var i = 0; i < area.Length; i++) area[i] = BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]);
    }

    public PointValue Get(ReadOnlySpan<ushort> area)
    {
        Span<byte> bytes = stackalloc byte[BytesMax];
        for (var i = 0; i < area.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(bytes[(2 * i)..], area[i]);
        return ModbusValueCodec.Decode(_form, bytes);
    }

    private static TimeSpan Since(DateTimeOffset since, DateTimeOffset now) =>
        now > since ? now - since : TimeSpan.Zero;

    // Of the form's kind, and held by its type.
    private PointValue Fitting(PointValue value) => (_form.Kind, value.AsNumber) switch
    {
        (ValueKind.Integer, { } number) when value.Kind == ValueKind.Real =>
            PointValue.Of((long)Math.Round(_form.Holds.Nearest(number))),
        (ValueKind.Real, { } number) => PointValue.Of(_form.Holds.Nearest(number)),
        _ => value,
    };
}
