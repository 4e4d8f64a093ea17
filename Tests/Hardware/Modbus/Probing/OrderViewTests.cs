using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Modbus.Probing;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus.Probing;

public sealed class OrderViewTests
{
    private static readonly Gen<PointType> Types = Gen.OneOf(
        PointType.Int32, PointType.Uint32, PointType.Float32, PointType.Int64, PointType.Float64);

    [Theory]
    [InlineData("429B077A", WordOrder.ABCD)]
    [InlineData("077A429B", WordOrder.CDAB)]
    [InlineData("9B427A07", WordOrder.BADC)]
    [InlineData("7A079B42", WordOrder.DCBA)]
    public void A_float_is_right_in_its_own_order_only(string registers, WordOrder order)
    {
        var view = Of("input/0", PointType.Float32, registers, new ValueRange(20, 300));
        Assert.Equal(77.5146, view[order].AsReal, 4);
        Assert.Equal(order, view.OnlyFitting);
    }

    [Fact]
    public void No_order_is_marked_where_two_fit() =>
        Assert.Null(Of("input/0", PointType.Float32, "42484248", new ValueRange(20, 300)).OnlyFitting);

    [Fact]
    public void No_order_is_marked_where_none_fits() =>
        Assert.Null(Of("input/0", PointType.Float32, "7FC00000", new ValueRange(20, 300)).OnlyFitting);

    [Fact]
    public void No_order_is_marked_where_nothing_is_declared_that_could_tell() =>
        Assert.Null(Of("input/0", PointType.Float32, "429B077A", null).OnlyFitting);

    [Fact]
    public void A_declared_name_tells_the_order()
    {
        var form = Form("input/0", PointType.Int32, null) with { Names = new ValueNames([new(1, "on")]) };
        Assert.Equal(WordOrder.CDAB, OrderView.Of(form, Convert.FromHexString("00010000")).OnlyFitting);
    }

    [Fact]
    public void A_value_written_in_an_order_is_seen_in_that_order() => Gen
        .Select(Types, Gen.Enum<WordOrder>(), Gen.Int[-1_000_000, 1_000_000])
        .Sample((type, order, number) =>
        {
            number = type == PointType.Uint32 ? Math.Abs(number) : number;
            var form = Form("holding/0", type, null);
            var value = form.Kind == ValueKind.Real ? PointValue.Of((double)number) : PointValue.Of((long)number);
            var registers = new byte[2 * form.Size];
            ModbusValueCodec.Encode(form with { Order = order }, value, registers);
            Assert.Equal(value, OrderView.Of(form, registers)[order]);
        });

    private static OrderView Of(string at, PointType type, string registers, ValueRange? range) =>
        OrderView.Of(Form(at, type, range), Convert.FromHexString(registers));

    private static ValueForm Form(string at, PointType type, ValueRange? range) =>
        new(ModbusAddress.Parse(at), type, WordOrder.ABCD, 1, 0, range, 0, null, []);
}
