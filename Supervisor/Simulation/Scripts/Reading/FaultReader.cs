using System.Globalization;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Simulation.Scripts.Reading;

/// <summary>Reads <c>fault</c>: a word, or a key with what belongs to it.</summary>
internal sealed class FaultReader(ProblemList problems)
{
    private const string Form = "for example fault: silence, or fault: {delay: 300ms}";

    /// <summary>The fault, and how long the power is off. Null where there is none or it was reported.</summary>
    public (ScriptFault? Fault, TimeSpan? Off) Read(PlantNode? node)
    {
        switch (node)
        {
            case null: return default;
            case TextNode { IsNothing: false } word: return (OfWord(word), null);
            case MapNode { Entries.Count: 1 } map: return OfKey(map);
            default:
                problems.Add(node, $"One fault is expected, {Form}, not {node.What}"
                    + (node is MapNode { Entries.Count: var count } ? $" of {count} keys." : "."));
                return default;
        }
    }

    private ScriptFault? OfWord(TextNode node)
    {
        if (Bare(node.Text) is { } fault)
            return fault is GatewayFault gateway
                ? new ScriptFault.OfGateway(gateway, node.Text)
                : new ScriptFault.OfRequests((SimulatorFault)fault, node.Text);
        problems.Add(node, ScriptKeys.Fault.Knows(node.Text)
            ? $"'{node.Text}' needs what belongs to it, {Form}."
            : $"'{node.Shown}' is no fault: "
                + Spelling.Hint(node.Text, [.. ScriptKeys.FaultWords, .. ScriptKeys.Fault.Keys]));
        return null;
    }

    private static object? Bare(string word) => word switch
    {
        "silence" => new SimulatorFault.Silence(),
        "lostReply" => new SimulatorFault.Silence(Executes: true),
        "joinNext" => new SimulatorFault.JoinNext(),
        "wrongFunction" => new SimulatorFault.WrongFunction(),
        "freeze" => new GatewayFault.Freeze(),
        "refuseConnections" => new GatewayFault.Refusal(),
        "dropConnections" => new GatewayFault.Drop(),
        "deafConnections" => new GatewayFault.Deafness(),
        "oneClient" => new GatewayFault.OneClient(),
        "closeOnSplitRequest" => new GatewayFault.CloseOnSplitRequest(),
        "lastFirst" => new GatewayFault.LastFirst(),
        _ => null,
    };

    private (ScriptFault? Fault, TimeSpan? Off) OfKey(MapNode map)
    {
        var (key, value) = map.Entries[0];
        if (!ScriptKeys.Fault.Knows(key.Text) && Bare(key.Text) is not null)
        {
            problems.Add(key, $"Nothing belongs to '{key.Text}': write fault: {key.Text}.");
            return default;
        }

        if (Fields.Of(map, ScriptKeys.Fault, problems, ScriptKeys.All) is not { } fields) return default;
        if (key.Text == "powerCycle") return PowerCycle(value);
        var fault = OfKey(key.Text, fields, value);
        return (fault is null ? null : new ScriptFault.OfRequests(fault, $"{key.Text} {Words(value)}"), null);
    }

    private SimulatorFault? OfKey(string key, Fields fields, PlantNode value) => key switch
    {
        "delay" => fields.Duration(key) is { } by ? new SimulatorFault.Delay(by) : null,
        "exception" => fields.Choice<ModbusExceptionCode>(key) is { } code ? new SimulatorFault.Exception(code) : null,
        "wrongId" => WrongId(fields),
        "splitReply" => Split(value),
        "corruptLength" => fields.Integer(key, 0, ushort.MaxValue) is { } length
            ? new SimulatorFault.CorruptLength((ushort)length)
            : null,
        "foreignReplyFirst" => fields.Duration(key, min: TimeSpan.Zero) is { } lead
            ? new SimulatorFault.ForeignReplyFirst(lead)
            : null,
        "wrongSize" => WrongSize(value),
        "wrongFunction" => fields.Integer(key, 0, byte.MaxValue) is { } function
            ? new SimulatorFault.WrongFunction((byte)function)
            : null,
        _ => null,
    };

    private static SimulatorFault.WrongId? WrongId(Fields fields)
    {
        if (fields.Choice<ReplyId>("wrongId") is not { } id) return null;
        if (id != ReplyId.OfRequest) return new SimulatorFault.WrongId(id);
        fields.Problem("wrongId", "That is the right id: next, swapped or zero is expected.");
        return null;
    }

    private SimulatorFault.Split? Split(PlantNode node)
    {
        if (Fields.Of(node, ScriptKeys.SplitReply, problems, ScriptKeys.All) is not { } fields) return null;
        fields.Required("at", "where the reply is cut, for example at: lastByte");
        var gap = fields.Duration("gap", min: TimeSpan.Zero);
        return fields.Choice<SplitPlace>("at") is { } place
            ? new SimulatorFault.Split(place, gap ?? TimeSpan.FromMilliseconds(50))
            : null;
    }

    private SimulatorFault.WrongSize? WrongSize(PlantNode node)
    {
        if (Fields.Of(node, ScriptKeys.WrongSize, problems, ScriptKeys.All) is not { } fields) return null;
        fields.Required("by", "how many bytes more, or fewer, for example by: -1");
        var counted = fields.Boolean("counted") ?? true;
        if (fields.Integer("by", -ModbusLimits.PduBytesMax, ModbusLimits.PduBytesMax) is not { } by) return null;
        if (by != 0) return new SimulatorFault.WrongSize((int)by, counted);
        fields.Problem("by", "0 bytes more is the right size.");
        return null;
    }

    private (ScriptFault? Fault, TimeSpan? Off) PowerCycle(PlantNode node)
    {
        if (Fields.Of(node, ScriptKeys.PowerCycle, problems, ScriptKeys.All) is not { } fields) return default;
        fields.Required("off", "how long the power is off, for example off: 5s");
        var silent = fields.Boolean("silent") ?? false;
        if (fields.Duration("off") is not { } off) return default;
        var words = silent ? "powerCycle silent" : "powerCycle";
        return (new ScriptFault.OfGateway(new GatewayFault.NoPower(silent), words), off);
    }

    private static string Words(PlantNode value) => value is MapNode map
        ? string.Join(' ', map.Entries.Select(entry => $"{entry.Key.Text} {Words(entry.Value)}"))
        : string.Create(CultureInfo.InvariantCulture, $"{(value as TextNode)?.Shown}");
}
