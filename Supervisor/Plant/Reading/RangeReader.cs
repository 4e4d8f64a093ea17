using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>range</c>.</summary>
internal static class RangeReader
{
    private const string Form = "[least, greatest], for example [0, 300]";

    public static ValueRange? Read(Fields fields)
    {
        if (fields.Node("range") is not { } node) return null;
        if (node is not ListNode { Items: [TextNode first, TextNode second] }
            || PlantScalar.Number(first) is not { } min || PlantScalar.Number(second) is not { } max)
        {
            fields.Problem("range", $"A range is two numbers: {Form}.");
            return null;
        }

        if (min <= max) return new ValueRange(min, max);
        fields.Problem("range", FormattableString.Invariant($"The range's first number, {min}, is above the second, {max}: {Form}."));
        return null;
    }
}
