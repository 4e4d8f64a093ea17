using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Simulation;

/// <summary>
/// What a simulated point holds after power on: false, no text, a number of 0 or what is nearest to it in the declared
/// range and in what the type holds, of an enumeration the least.
/// </summary>
internal static class DefaultValue
{
    public static PointValue Of(in ValueForm form) => form.Kind switch
    {
        ValueKind.Boolean => PointValue.Of(false),
        ValueKind.Structure => PointValue.Of(new StructureValue(
            [.. form.Fields.Select(field => KeyValuePair.Create(field.Name, Of(ValueForm.Of(field))))])),
        ValueKind.Text => PointValue.Of(form.Names is { } names ? names.All.MinBy(known => known.Raw).Name : ""),
        ValueKind.Real => PointValue.Of(Nearest(form)),
        _ => PointValue.Of((long)Math.Ceiling(Nearest(form))),
    };

    private static double Nearest(in ValueForm form) => form.Holds.Nearest(form.Range?.Nearest(0) ?? 0);
}
