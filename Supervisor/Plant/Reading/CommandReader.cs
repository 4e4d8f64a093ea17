using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads one command of a profile.</summary>
internal static class CommandReader
{
    /// <summary>Null if there is too little to go on; then there is a problem.</summary>
    public static CommandSpec? Read(
        MapEntry entry, ProfilePoints points, Addressing addressing, ProblemList problems)
    {
        if (Fields.Of(entry.Value, PlantKeys.Command, problems) is not { } fields) return null;
        fields.Required("write", "what it writes, for example write: {at: coil/0, value: true}");
        fields.Required("idempotent", "true if doing it twice leaves the device as doing it once, else false");
        var write = Fields.Of(fields.Node("write"), PlantKeys.Write, problems);
        var idempotent = fields.Boolean("idempotent");
        var safe = fields.Boolean("safe") ?? false;
        var confirmBy = ConfirmReader.Read(fields.Node("confirmBy"), points, problems);
        var (whenDown, ttl) = WaitingReader.Read(fields);
        if (safe && whenDown == WhenDown.Queue)
            fields.Problem("whenDown", "A safe command is sent now or refused now, never queued.");
        if (write is null) return null;
        write.Required("at", "where it writes, for example at: coil/0");
        var at = write.Address("at", addressing);
        if (at is { IsWritable: false })
            write.Problem("at", $"{at} can only be read: a command writes to coil or holding.");
        var type = TypeReader.Read(write, at);
        var value = Value(write, type);
        if (at is null || type is null) return null;
        return new CommandSpec(
            new CommandId(entry.Key.Text), at, type.Value, value, idempotent ?? false, safe, confirmBy, whenDown, ttl);
    }

    /// <summary>The raw value that is written, of the kind that the type is.</summary>
    private static PointValue? Value(Fields write, PointType? type)
    {
        if (type is null || write.Text("value", "the raw value that is written") is not { } node) return null;
        var raw = ModbusValueCodec.RawRange(type.Value);
        switch (type)
        {
            case PointType.Bool when PlantScalar.Boolean(node) is { } boolean:
                return PointValue.Of(boolean);
            case PointType.Float32 or PointType.Float64
                when PlantScalar.Number(node) is { } number && raw.Contains(number):
                return PointValue.Of(number);
            case not (PointType.Bool or PointType.Float32 or PointType.Float64)
                when PlantScalar.Integer(node) is { } integer && raw.Contains(integer):
                return PointValue.Of(integer);
            default:
                write.Problem("value", type switch
                {
                    PointType.Bool => $"True or false is expected for a bool, not {node.What}.",
                    PointType.Float32 or PointType.Float64 =>
                        $"A number is expected for a {PlantWord.Of(type.Value)}, not {node.What}.",
                    _ => $"A whole number of {raw} is expected for a {PlantWord.Of(type.Value)}, not {node.What}.",
                });
                return null;
        }
    }
}
