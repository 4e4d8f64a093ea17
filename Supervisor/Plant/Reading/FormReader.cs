using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads how one value lies on the wire, of a point, of a field or of what a command writes.</summary>
internal static class FormReader
{
    public const string AtExpected = "where it lies, for example at: holding/2";

    /// <summary>Null, and a problem, if there is too little to go on.</summary>
    public static ValueForm? Read(Fields fields, Addressing addressing, ProblemList problems)
    {
        fields.Required("at", AtExpected);
        var at = fields.Address("at", addressing);
        var type = TypeReader.Read(fields, at);
        var order = fields.Choice<WordOrder>("order") ?? WordOrder.ABCD;
        var scale = fields.Number("scale") ?? 1;
        var offset = fields.Number("offset") ?? 0;
        var range = RangeReader.Read(fields);
        var length = Length(fields, type);
        var names = ValuesReader.Read(fields, problems);
        if (at is null || type is null || length is null) return null;
        var form = new ValueForm(at, type.Value, order, scale, offset, range, length.Value, names, []);
        return FormChecks.Passes(form, fields) ? form : null;
    }

    /// <summary>In characters; 0 for what is no string, null for a problem.</summary>
    private static int? Length(Fields fields, PointType? type)
    {
        if (type == PointType.String)
            fields.Required("length", "how many characters the string has room for, two in a register, for example "
                + "length: 16");
        else if (type is not null && fields.Has("length"))
            fields.Problem("length", $"'length' is for strings; a {PlantWord.Of(type.Value)} has none.");
        var length = (int?)fields.Integer("length", 1, PlantLimits.StringLengthMax);
        return type == PointType.String ? length : 0;
    }
}
