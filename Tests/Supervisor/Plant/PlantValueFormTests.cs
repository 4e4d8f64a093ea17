using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantValueFormTests
{
    [Fact]
    public void Several_bits_of_a_register_are_a_number()
    {
        var point = Given.Point("a: {at: input/9.4-7}");
        Assert.Equal((PointType.Uint16, new BitSpan(4, 7)), (point.Type, point.At.Bits));
        Assert.Equal(new ValueRange(0, 15), ValueForm.Of(point).Holds);
    }

    [Fact]
    public void An_enumeration_has_a_name_for_each_of_its_numbers()
    {
        var point = Given.Point("a: {at: input/9, values: {0: off, 0x10: heating, 2: \"2\"} }");
        Assert.Equal(
            [new ValueName(0, "off"), new ValueName(16, "heating"), new ValueName(2, "2")], point.Names!.All);
    }

    [Fact]
    public void A_string_has_a_length_in_characters()
    {
        var point = Given.Point("a: {at: input/9, type: string, length: 7, order: BADC}");
        Assert.Equal((7, WordOrder.BADC, 4), (point.Length, point.Order, ValueForm.Of(point).Size));
    }

    [Fact]
    public void A_structure_lies_where_its_fields_lie_and_has_them_in_the_order_of_their_addresses()
    {
        var point = Given.Point(
            "a: {role: configuration, fields: {time: {at: holding/12, unit: min}, "
            + "target: {at: holding/10, type: float32}, on: {at: holding/13.0}, mode: {at: holding/13.1-15} } }");
        Assert.Equal(
            (PointType.Structure, "holding/10", 4), (point.Type, point.At.ToString(), ValueForm.Of(point).Size));
        Assert.Equal(["target", "time", "on", "mode"], point.Fields.Select(field => field.Name));
        Assert.Equal("min", point.Fields[1].Unit);
    }

    [Fact]
    public void A_structure_that_is_only_read_may_have_gaps() =>
        Assert.Equal(6, ValueForm.Of(Given.Point(
            "a: {fields: {x: {at: input/10}, y: {at: input/15.3} } }")).Size);

    [Fact]
    public void A_command_may_write_any_type_in_any_order()
    {
        var device = Given.Device(Given.Commands(
            "go: {write: {at: holding/5, type: float32, order: CDAB, value: 1.5}, idempotent: true}",
            "name: {write: {at: holding/7, type: string, length: 4, value: abc}, idempotent: true}",
            "bits: {write: {at: holding/9.4-7, value: 15}, idempotent: true}"));
        Assert.Equal(WordOrder.CDAB, device.Commands[0].Order);
        Assert.Equal(
            [PointValue.Of(1.5), PointValue.Of("abc"), PointValue.Of(15L)],
            device.Commands.Select(command => command.Value!.Value));
    }

    [Fact]
    public void A_proof_may_be_the_name_of_an_enumeration()
    {
        var device = Given.Device(Given.Points("state: {at: input/3, values: {0: off, 1: running} }")
            + "\n    commands:\n      go: {write: {at: coil/0, value: true}, idempotent: false, "
            + "confirmBy: {point: state, equals: running} }");
        Assert.Equal(PointValue.Of("running"), device.Commands[0].ConfirmBy!.EqualTo);
    }

    [Fact]
    public void What_can_not_be_read_is_declared_so() =>
        Assert.False(Given.Point("a: {at: holding/1, role: configuration, readable: false}").IsReadable);

    [Theory]
    [InlineData("int64", "-9223372036854775808")]
    [InlineData("uint64", "0")]
    public void A_range_may_reach_to_the_ends_of_a_long_integer(string type, string least)
    {
        var point = Given.Point(
            $"a: {{at: holding/9, type: {type}, role: output, range: [{least}, 9223372036854775807] }}");

        Assert.Null(ModbusValueCodec.Problem(point, PointValue.Of(long.MaxValue)));
        Assert.NotNull(ModbusValueCodec.Problem(point, PointValue.Of(9.3e18)));
    }

    [Theory]
    [InlineData("int64", "0, 1e19", "-9223372036854775808 to 9223372036854775807.")]
    [InlineData("uint64", "0, 18446744073709551615", "0 to 9223372036854775807.")]
    [InlineData("int64", "-1e19, 0", "-9223372036854775808 to 9223372036854775807.")]
    public void A_range_beyond_a_long_integer_is_told_its_ends_to_the_last_digit(
        string type, string range, string held) =>
        Assert.EndsWith(
            $"holds with scale 1: {held}",
            Given.Problem(Given.Points($"a: {{at: input/9, type: {type}, range: [{range}] }}")));

    [Theory]
    [InlineData("uint64", "0, 1844674407370955161.5")]
    [InlineData("int64", "-922337203685477580.8, 922337203685477580.7")]
    public void So_may_that_of_a_scaled_one(string type, string range) =>
        Assert.NotNull(Given.Point($"a: {{at: input/9, type: {type}, scale: 0.1, range: [{range}] }}").Range);

    [Theory]
    [InlineData("{at: input/9.7-4}", "a.at: An address (table/offset")]
    [InlineData("{at: input/9.4-16}", "a.at: An address (table/offset")]
    [InlineData("{at: coil/9.4-5, role: output}", "a.at: An address (table/offset")]
    [InlineData("{at: input/9.4-7, type: int16}", "a.type: input/9.4-7 is 4 bits, which are a uint16 and no int16.")]
    [InlineData("{at: input/9.4-7, range: [0, 16]}", "a.range: 0 to 16 is more than a uint16 holds with scale 1: 0 to")]
    [InlineData("{at: input/9, type: string}", "a: 'length' is missing: how many characters")]
    [InlineData("{at: input/9, type: string, length: 247}", "a.length: A whole number from 1 to 246 is expected")]
    [InlineData("{at: input/65530, type: string, length: 20}", "a.at: Input/65530 leaves no room for 10 registers.")]
    [InlineData("{at: input/9, length: 2}", "a.length: 'length' is for strings; a uint16 has none.")]
    [InlineData("{at: input/9, type: string, length: 4, order: CDAB}", "a.order: The registers of a string are in")]
    [InlineData("{at: input/9, type: string, length: 4, scale: 2}", "a.scale: A string has no scale")]
    [InlineData("{at: input/9, values: {} }", "a.values: 'values' is a mapping of 1 to 256 numbers")]
    [InlineData("{at: input/9, values: {on: 1} }", "a.values.on: A whole number is expected, not 'on'")]
    [InlineData("{at: input/9, values: {0: \"\"} }", "a.values.0: A name of at most 64 characters is expected")]
    [InlineData("{at: input/9, values: {1: a, 0x1: b} }", "a.values.0x1: 1: b is there already as 1: a.")]
    [InlineData("{at: input/9, values: {1: a, 2: a} }", "a.values.2: 2: a is there already as 1: a.")]
    [InlineData("{at: input/9, values: {65536: a} }", "a.values: 65536 is more than the uint16 at input/9 holds: 0 to")]
    [InlineData("{at: input/9.0-1, values: {4: a} }", "a.values: 4 is more than the uint16 at input/9.0-1 holds")]
    [InlineData("{at: input/9, type: float32, values: {1: a} }", "a.values: A float32 has no 'values'")]
    [InlineData("{at: input/9.3, values: {1: a} }", "a.values: A bool has no 'values'")]
    [InlineData("{at: input/9, scale: 2, values: {1: a} }", "a.scale: An enumeration has no scale")]
    [InlineData("{at: input/9, type: structure}", "a.type: A structure is declared by its 'fields'")]
    [InlineData("{fields: {} }", "a.fields: A structure has at least one field.")]
    [InlineData("{fields: 5}", "a.fields: A mapping from the id of each field to its keys is expected")]
    [InlineData("{at: input/1, fields: {x: {at: input/1} } }", "a.at: A structure's fields each have their own 'at'")]
    [InlineData("{fields: {x: {at: coil/1} } }", "a.fields.x.at: The fields of a structure lie in registers")]
    [InlineData("{fields: {real: {at: input/1} } }", "a.fields.real: No field is called 'real'")]
    [InlineData("{fields: {x: {at: input/1, role: output} } }", "a.fields.x.role: 'role' is no key of a field but of")]
    [InlineData("{fields: {x: {at: input/1}, y: {at: holding/2} } }", "a.fields.y: 'y' is at holding/2 and 'x' at")]
    [InlineData("{fields: {x: {at: input/1, type: int32}, y: {at: input/2} } }", "a.fields.y: 'y' at input/2 overlaps")]
    [InlineData("{fields: {x: {at: input/1}, y: {at: input/126} } }", "a.fields: A structure is read with one request")]
    [InlineData("{role: output, fields: {x: {at: holding/1}, y: {at: holding/3} } }",
        "a.fields: A structure is written whole, and no field says what is written to holding/2.")]
    [InlineData("{role: output, fields: {x: {at: holding/1.0-14} } }",
        "a.fields: A structure is written whole, and no field says what is written to all bits of holding/1.")]
    [InlineData("{role: output, fields: {x: {at: holding/1, type: string, length: 246}, y: {at: holding/124} } }",
        "a.fields: A structure is written with one request, which takes at most 123 registers, not 124.")]
    [InlineData("{at: input/1, readable: false}", "a.readable: A measurement that can't be read has no value at all.")]
    [InlineData("{at: coil/1, role: output, readable: false, scan: 1s}", "a.scan: 'scan' is about reading")]
    public void A_form_that_can_not_be_is_refused(string point, string problem) => Assert.StartsWith(
        $"7: profiles.p.points.{problem}", Given.Problem(Given.Points($"a: {point}")));

    [Theory]
    [InlineData("b: {at: input/10}", "'b' at input/10 overlaps 'a' at input/9 and the next 2 registers, declared")]
    [InlineData("b: {at: input/11.3}", "'b' at input/11.3 overlaps 'a' at input/9 and the next 2 registers")]
    public void No_point_lies_within_a_structure_or_a_string(string other, string problem)
    {
        foreach (var point in (string[])
            ["a: {at: input/9, type: string, length: 6}", "a: {fields: {x: {at: input/9}, y: {at: input/11.0} } }"])
            Assert.StartsWith($"8: profiles.p.points.b: {problem}", Given.Problem(Given.Points(point, other)));
    }

    [Fact]
    public void Bits_that_overlap_are_told() => Assert.StartsWith(
        "8: profiles.p.points.b: 'b' at input/9.7-8 overlaps 'a' at input/9.4-7, declared in line 7.",
        Given.Problem(Given.Points("a: {at: input/9.4-7}", "b: {at: input/9.7-8}")));

    [Theory]
    [InlineData("{write: {at: holding/1, type: string, value: a}, idempotent: true}", ".write: 'length' is missing")]
    [InlineData("{write: {at: holding/1, type: string, length: 2, value: abc}, idempotent: true}",
        ".write.value: For a string: the text has 3 characters, and there is room for 2.")]
    [InlineData("{write: {at: holding/1.0-1, value: 4}, idempotent: true}", ".write.value: A whole number of 0 to 3")]
    public void A_command_that_can_not_be_is_refused(string command, string problem) => Assert.StartsWith(
        $"11: profiles.p.commands.c{problem}", Given.Problem(Given.Commands($"c: {command}")));
}
