using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class StructureCodecTests
{
    private static readonly ValueForm Ramp = ValueForm.Of(TestPlant.Structure(
        "ramp",
        TestPlant.Field("target", "holding/40", PointType.Float32, WordOrder.CDAB) with
        {
            Range = new ValueRange(0, 300),
        },
        TestPlant.Field("time", "holding/42") with { Scale = 0.1 },
        TestPlant.Field("on", "holding/43.0", PointType.Bool),
        TestPlant.Field("shape", "holding/43.1-15") with
        {
            Names = new ValueNames([new ValueName(0, "linear"), new ValueName(1, "smooth")]),
        },
        TestPlant.Field("name", "holding/44", PointType.String) with { Length = 4 }));

    private static readonly PointValue Value = Of(
        ("target", PointValue.Of(77.5)), ("time", PointValue.Of(1.5)), ("on", PointValue.Of(true)),
        ("shape", PointValue.Of("smooth")), ("name", PointValue.Of("abc")));

    [Fact]
    public void A_structure_is_read_and_written_with_all_its_fields()
    {
        var registers = new byte[2 * Ramp.Size];
        ModbusValueCodec.Encode(Ramp, Value, registers);
        Assert.Equal("0000429B000F000361626300", Convert.ToHexString(registers));
        Assert.Equal(Value, ModbusValueCodec.Decode(Ramp, registers));
    }

    [Fact]
    public void The_order_of_the_given_fields_does_not_matter()
    {
        var registers = new byte[2 * Ramp.Size];
        ModbusValueCodec.Encode(
            Ramp, PointValue.Of(new StructureValue([.. Value.AsStructure.Fields.Reverse()])), registers);
        Assert.Equal("0000429B000F000361626300", Convert.ToHexString(registers));
    }

    [Fact]
    public void A_structure_is_written_whole_or_not_at_all()
    {
        Assert.Equal("the field 'time' is missing, and a structure is written whole", Problem(Without("time")));
        Assert.Equal("the field 'target': 301 is outside the range 0 to 300", Problem(With("target", 301.0)));
        Assert.Equal(
            "there is no field 'colour', only 'target', 'time', 'on', 'shape', 'name'", Problem(With("colour", 1.0)));
        Assert.Equal(
            "a structure of 'target', 'time', 'on', 'shape', 'name' is expected, not 5", Problem(PointValue.Of(5L)));
        Assert.Null(Problem(Value));
    }

    [Fact]
    public void A_structure_is_as_good_as_its_worst_field()
    {
        var registers = new byte[2 * Ramp.Size];
        ModbusValueCodec.Encode(Ramp, Value, registers);
        (registers[2], registers[3]) = (0x7F, 0xC0);
        Assert.Equal(StatusCode.BadSensorFailure, Judged(registers).Status);
        ModbusValueCodec.Encode(Ramp, Value, registers);
        registers[7] = 0x07;
        var (value, status) = Judged(registers);
        Assert.Equal(
            (PointValue.Of(3L), StatusCode.BadOutOfRange), (value!.Value.AsStructure["shape"]!.Value, status));
    }

    [Fact]
    public void A_field_whose_range_only_its_rounding_leaves_is_put_into_registers()
    {
        var form = ValueForm.Of(TestPlant.Structure("narrow", TestPlant.Field("x", "holding/0") with
        {
            Scale = 0.1,
            Range = new ValueRange(49.94, 50.06),
        }));
        var registers = new byte[2];
        ModbusValueCodec.Encode(
            form, PointValue.Of(new StructureValue([KeyValuePair.Create("x", PointValue.Of(49.94))])), registers);
        Assert.Equal([0x01, 0xF3], registers);
    }

    [Fact]
    public void Any_registers_are_a_structure() => Gen.Byte.Array[12].Sample(registers =>
    {
        var (value, status) = Judged(registers);
        if (!status.IsGood || Problem(value!.Value) is not null) return;
        var again = new byte[12];
        ModbusValueCodec.Encode(Ramp, value.Value, again);
        Assert.Equal(value, ModbusValueCodec.Decode(Ramp, again));
    });

    private static (PointValue? Value, StatusCode Status) Judged(byte[] registers) =>
        ModbusValueCodec.Judge(Ramp, ModbusValueCodec.Decode(Ramp, registers), isMeasured: true);

    private static string? Problem(PointValue value) => ModbusValueCodec.Problem(Ramp, value);

    private static PointValue Without(string name) => PointValue.Of(new StructureValue(
        [.. Value.AsStructure.Fields.Where(field => field.Key != name)]));

    private static PointValue With(string name, double number) => PointValue.Of(new StructureValue(
    [
        .. Value.AsStructure.Fields.Where(field => field.Key != name),
        KeyValuePair.Create(name, PointValue.Of(number)),
    ]));

    private static PointValue Of(params (string Name, PointValue Value)[] fields) => PointValue.Of(
        new StructureValue([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]));
}
