using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus.Probing;

/// <summary>The same registers as one number in each of the four orders.</summary>
/// <param name="Values">In the order of <see cref="WordOrder"/>.</param>
public sealed record OrderView(ValueForm Form, ImmutableArray<PointValue> Values)
{
    public static readonly ImmutableArray<WordOrder> Orders = [.. Enum.GetValues<WordOrder>()];

    public PointValue this[WordOrder order] => Values[(int)order];

    /// <summary>Whether orders make a difference to a value of this form.</summary>
    public static bool Matters(in ValueForm form) => form.Type.IsNumber() && form.Size > 1;

    public static OrderView Of(ValueForm form, byte[] registers) =>
        new(form, [.. Orders.Select(order => ModbusValueCodec.Decode(form with { Order = order }, registers))]);

    /// <summary>
    /// The only order in which the value is finite and in the declared range, or has a declared name; null where
    /// nothing is declared that could tell, or where none or several orders fit. That does not prove it: a wrong order
    /// can fit by chance.
    /// </summary>
    public WordOrder? OnlyFitting
    {
        get
        {
            if (Form.Range is null && Form.Names is null) return null;
            var fitting = Orders.Where(order => IsPlausible(this[order])).ToArray();
            return fitting is [var only] ? only : null;
        }
    }

    private bool IsPlausible(PointValue value) => Form.Names is not null
        ? value.Kind == ValueKind.Text
        : value.AsNumber is { } number && double.IsFinite(number) && Form.Range!.Contains(number);
}
