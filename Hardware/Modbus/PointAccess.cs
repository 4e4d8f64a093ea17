using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>What a driver needs to read one point, prepared once.</summary>
internal sealed class PointAccess
{
    public PointAccess(PointSpec spec, byte unit, TimeSpan responseTime)
    {
        Spec = spec;
        Form = ValueForm.Of(spec);
        if (Form.Mismatch is null && spec.IsReadable)
            Request = new LinkRequest(
                unit,
                new ModbusRequest.Read(Form.At.Table, Form.At.Offset, (ushort)Form.Size).ToPdu(),
                Permit: null,
                responseTime);
    }

    public PointSpec Spec { get; }

    public ValueForm Form { get; }

    /// <summary>Reads this point alone; null where that can't be done.</summary>
    public LinkRequest? Request { get; }

    /// <summary>What a reading says where there is no request.</summary>
    public StatusCode WithoutRequest => Spec.IsReadable ? StatusCode.BadConfigurationError : StatusCode.BadNotReadable;

    /// <summary>The point's value in the data of a response that begins at <paramref name="first"/>.</summary>
    public (PointValue? Value, StatusCode Status) In(ReadOnlySpan<byte> data, int first)
    {
        var at = Form.At.Offset - first;
        var value = Form.At.IsRegister
            ? ModbusValueCodec.Decode(Form, data.Slice(2 * at, 2 * Form.Size))
            : PointValue.Of(((data[at / 8] >> (at % 8)) & 1) != 0);
        return ModbusValueCodec.Judge(Form, value, isMeasured: !Spec.IsWritable);
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
