using Understudy.Hardware.Modbus;
using Understudy.Hardware.Modbus.Probing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Probing;

/// <summary>A declared point as a device answered it.</summary>
/// <param name="Value">Decoded as declared; null where there is none.</param>
/// <param name="Orders">The same in all four orders; null where they make no difference.</param>
/// <param name="Problem">Why it has no value, or a bad one; null where it is as declared.</param>
public sealed record ProbedPoint(PointSpec Point, PointValue? Value, OrderView? Orders, string? Problem)
{
    public bool IsRead => Value is not null || Orders is not null;

    /// <summary>Coils and discrete inputs as one bit each, anything else in registers.</summary>
    public static AddressSpan SpanOf(PointSpec point) => new(point.At.Table, point.At.Offset, ValueForm.Of(point).Size);

    /// <param name="finding">What was read of <see cref="SpanOf"/>.</param>
    public static ProbedPoint Of(PointSpec point, ProbeFinding finding)
    {
        var form = ValueForm.Of(point);
        if (finding.Bytes(point.At.Offset, form.Size) is not { } registers)
            return new ProbedPoint(point, null, null, finding.Gaps[0].Reason);
        var orders = OrderView.Matters(form) ? OrderView.Of(form, registers) : null;
        var (value, status) = ModbusValueCodec.Judge(
            form, ModbusValueCodec.Decode(form, registers), isMeasured: true);
        return new ProbedPoint(point, value, orders, status.IsGood ? null : QualityText.Of(status));
    }

    /// <summary>A sentence's worth of what is to be noticed.</summary>
    public string Remark => Orders?.OnlyFitting switch
    {
        { } order when order == Point.Order => "the only order that fits",
        { } order => $"only {order} fits: is the order {order}?",
        null => Problem ?? "",
    };
}
