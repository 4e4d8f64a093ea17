using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads one command of a profile.</summary>
internal static class CommandReader
{
    /// <summary>Null if there is too little to go on; then there is a problem.</summary>
    public static CommandDraft? Read(
        MapEntry entry, ProfilePoints points, Addressing addressing, ProblemList problems)
    {
        if (Fields.Of(entry.Value, PlantKeys.Command, problems) is not { } fields) return null;
        var was = Was.Read(fields, entry.Key, "command", problems);
        fields.Required("write", "what it writes, for example write: {at: coil/0, value: true}");
        fields.Required("idempotent", "true if doing it twice leaves the device as doing it once, else false");
        var write = Fields.Of(fields.Node("write"), PlantKeys.Write, problems);
        var idempotent = fields.Boolean("idempotent");
        var safe = fields.Boolean("safe") ?? false;
        var confirmBy = ConfirmReader.Read(fields.Node("confirmBy"), points, problems);
        var (whenDown, ttl) = WaitingReader.Read(fields);
        var interlocks = InterlockReader.Read(fields.Node("interlock"), points, problems);
        if (safe && whenDown == WhenDown.Queue)
            fields.Problem("whenDown", "A safe command is sent now or refused now, never queued.");
        if (write is null) return null;
        if (FormReader.Read(write, addressing, problems) is not { } form) return null;
        if (!form.At.IsWritable)
            write.Problem("at", $"{form.At} can only be read: a command writes to coil or holding.");
        var value = Value(write, form);
        var spec = new CommandSpec(
            new CommandId(entry.Key.Text), form.At, form.Type, value, idempotent ?? false, safe, confirmBy, whenDown,
            ttl, form.Order, form.Length, interlocks)
        {
            Was = [.. was.Select(id => new CommandId(id.Text))],
        };
        return new CommandDraft(spec, entry, was);
    }

    /// <summary>The raw value that is written, of the kind that the type is.</summary>
    private static PointValue? Value(Fields write, in ValueForm form)
    {
        if (write.Text("value", "the raw value that is written") is not { } node) return null;
        PointValue? value = form.Kind switch
        {
            ValueKind.Boolean => PlantScalar.Boolean(node) is { } boolean ? PointValue.Of(boolean) : null,
            ValueKind.Real => PlantScalar.Number(node) is { } number ? PointValue.Of(number) : null,
            ValueKind.Text => PointValue.Of(node.Text),
            _ => PlantScalar.Integer(node) is { } integer ? PointValue.Of(integer) : null,
        };
        var word = PlantWord.Of(form.Type);
        var problem = value is null ? null : ModbusValueCodec.Problem(form, value.Value);
        if (value is null || (problem is not null && form.Kind == ValueKind.Integer))
            write.Problem("value", form.Kind switch
            {
                ValueKind.Boolean => $"True or false is expected for a bool, not {node.What}.",
                ValueKind.Real => $"A number is expected for a {word}, not {node.What}.",
                _ => $"A whole number of {form.HoldsWords} is expected for a {word}, not {node.What}.",
            });
        else if (problem is not null)
            write.Problem("value", $"For a {word}: {problem}.");
        return value;
    }
}
