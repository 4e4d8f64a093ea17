using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>What a driver needs to read one point, prepared once.</summary>
internal sealed class PointAccess
{
    private readonly ValueForm _form;

    public PointAccess(PointSpec spec, byte unit, TimeSpan responseTime)
    {
        Spec = spec;
        _form = ValueForm.Of(spec);
        if (_form.Mismatch is not null) return;
        Size = _form.Size;
        if (spec.IsReadable)
            Request = new LinkRequest(
                unit,
                new ModbusRequest.Read(At.Table, At.Offset, (ushort)Size).ToPdu(),
                Permit: null,
                responseTime);
    }

    public PointSpec Spec { get; }

    public ModbusAddress At => Spec.At;

    /// <summary>Registers or bits that it takes; 0 where no such value can exist.</summary>
    public int Size { get; }

    /// <summary>Reads this point alone; null where that can't be done.</summary>
    public LinkRequest? Request { get; }

    /// <summary>What a reading says where there is no request.</summary>
    public StatusCode WithoutRequest => Spec.IsReadable ? StatusCode.BadConfigurationError : StatusCode.BadNotReadable;

    /// <summary>The point's value in the data of a response that begins at <paramref name="first"/>.</summary>
    public (PointValue? Value, StatusCode Status) In(ReadOnlySpan<byte> data, int first)
    {
        var at = At.Offset - first;
        var value = At.IsRegister
            ? ModbusValueCodec.Decode(_form, data.Slice(2 * at, 2 * Size))
            : PointValue.Of(((data[at / 8] >> (at % 8)) & 1) != 0);
        return ModbusValueCodec.Judge(_form, value, isMeasured: !Spec.IsWritable);
    }

    /// <summary>What a device's refusal says of a point.</summary>
    public static StatusCode StatusOf(ModbusExceptionCode code) => code switch
    {
        ModbusExceptionCode.IllegalFunction or ModbusExceptionCode.IllegalDataValue =>
            StatusCode.BadConfigurationError,
        ModbusExceptionCode.IllegalDataAddress => StatusCode.BadNotReadable,
        _ => StatusCode.BadDeviceFailure,
    };
}
