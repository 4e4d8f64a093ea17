using System.Text.Json;
using CsCheck;
using Understudy.Hardware.Model;

namespace Understudy.Tests.Hardware.Model;

public sealed class PointValueTests
{
    private static readonly Gen<PointValue> Single = Gen.OneOf(
        Gen.Bool.Select(PointValue.Of),
        Gen.Long.Select(PointValue.Of),
        Gen.Double.Select(PointValue.Of),
        Gen.String.Select(PointValue.Of));

    private static readonly Gen<PointValue> Structure =
        Gen.Select(Gen.Int[0, 99].HashSet[0, 6], Single.Array[6]).Select((names, values) => PointValue.Of(
            new StructureValue([.. names.Select((name, at) => KeyValuePair.Create($"f{name}", values[at]))])));

    [Fact]
    public void A_value_keeps_its_kind_and_content_in_json() => Gen.OneOf(Single, Structure).Sample(value =>
        Assert.Equal(value, JsonSerializer.Deserialize<PointValue>(JsonSerializer.Serialize(value))));

    [Theory]
    [InlineData("{\"real\":\"nan\"}", "'nan' is not NaN, Infinity or -Infinity.")]
    [InlineData("{\"real\":\"NaN\",\"a\":1}", "A value given as an object with the key 'real' has no other key.")]
    [InlineData("{\"a\":1,\"real\":\"NaN\"}", "A value given as an object with the key 'real' has no other key.")]
    [InlineData("{\"a\":{\"b\":1}}", "A field of a structure is no structure itself.")]
    [InlineData("{\"a\":1,\"a\":2}", "The structure has 'a' twice.")]
    [InlineData("[1]", "A value is true, false, a number, a string or an object of such.")]
    [InlineData("{\"a\":[1]}", "A value is true, false, a number, a string or an object of such.")]
    public void What_is_no_value_is_told(string json, string message) => Assert.StartsWith(
        message, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PointValue>(json)).Message);

    [Fact]
    public void A_structure_has_a_bounded_number_of_fields()
    {
        var fields = Enumerable.Range(0, StructureValue.FieldsMax + 1).Select(at => $"\"f{at}\":1");
        var json = $"{{{string.Join(',', fields)}}}";
        Assert.StartsWith(
            "A structure has at most 250 fields.",
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<PointValue>(json)).Message);
    }

    [Fact]
    public void A_structure_is_shown_as_its_fields() => Assert.Equal(
        "{mode: heating, level: 12}",
        PointValue.Of(new StructureValue(
        [
            KeyValuePair.Create("mode", PointValue.Of("heating")),
            KeyValuePair.Create("level", PointValue.Of(12L)),
        ])).ToString());
}
