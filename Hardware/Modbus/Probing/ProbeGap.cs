namespace Understudy.Hardware.Modbus.Probing;

/// <summary>Addresses without values.</summary>
/// <param name="Code">The device's exception, where it refused.</param>
public sealed record ProbeGap(AddressSpan Span, GapKind Kind, ModbusExceptionCode? Code)
{
    /// <summary>Why, in words.</summary>
    public string Reason => Kind switch
    {
        GapKind.Refused => Code!.Value.Describe(),
        GapKind.RefusedTogether => $"{Code!.Value.Describe()}; refused as one block, not asked in parts",
        GapKind.Unanswered => "no answer",
        _ => "not asked",
    };
}
