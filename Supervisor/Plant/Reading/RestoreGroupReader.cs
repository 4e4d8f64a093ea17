using System.Collections.Immutable;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads the restore groups of a profile.</summary>
internal sealed class RestoreGroupReader
{
    private readonly ProfilePoints _points;
    private readonly ImmutableArray<CommandDraft> _commands;
    private readonly ProblemList _problems;
    private readonly Dictionary<string, string> _groupByPoint = new(StringComparer.Ordinal);

    private RestoreGroupReader(ProfilePoints points, ImmutableArray<CommandDraft> commands, ProblemList problems) =>
        (_points, _commands, _problems) = (points, commands, problems);

    public static ImmutableArray<RestoreGroupSpec> ReadAll(
        PlantNode? node, ProfilePoints points, ImmutableArray<CommandDraft> commands, ProblemList problems)
    {
        var before = problems.Count;
        var reader = new RestoreGroupReader(points, commands, problems);
        ImmutableArray<RestoreGroupSpec> groups =
        [
            .. NamedEntries.Of(node, "restore group", PlantLimits.RestoreGroupsMax, problems)
                .Select(reader.Read)
                .OfType<RestoreGroupSpec>(),
        ];
        if (problems.Count == before && groups.Length > 0) GroupOrder.Check(groups, points, node!, problems);
        return groups;
    }

    private RestoreGroupSpec? Read(MapEntry entry)
    {
        if (Fields.Of(entry.Value, PlantKeys.RestoreGroup, _problems) is not { } fields) return null;
        fields.Required("points", "the settings in the order of writing, for example points: [gain, limit]");
        var points = fields.Texts("points", "the id of a point", PlantLimits.PointsPerRestoreGroupMax)
            .Where(id => IsMember(id, entry.Key.Text))
            .Select(id => new PointId(id.Text))
            .ToImmutableArray();
        return new RestoreGroupSpec(entry.Key.Text, points, Steps(fields, "unlock"), Steps(fields, "lock"));
    }

    private bool IsMember(TextNode id, string group)
    {
        var problem = !_points.Declared.Contains(id.Text)
            ? $"'{id.Shown}' is no point of this profile: {Spelling.Hint(id.Text, _points.Declared)}"
            : _points.Find(id.Text) is { Spec.Role: not PointRole.Configuration and var role }
                ? $"'{id.Text}' is a point with the role {PlantWord.Of(role)}: only configuration is restored."
            : _points.Find(id.Text) is { Spec.Replay: ReplayRule.Never }
                ? $"'{id.Text}' has 'replay: never', so it is not restored."
            : _groupByPoint.TryGetValue(id.Text, out var other)
                ? $"'{id.Text}' is in the group '{other}' already: a setting is restored once."
            : null;
        if (problem is null) _groupByPoint.Add(id.Text, group);
        else _problems.Add(id, problem);
        return problem is null;
    }

    private ImmutableArray<RestoreStep> Steps(Fields group, string key)
    {
        if (group.Node(key) is not { } node) return [];
        var items = node is ListNode list ? list.Items : [node];
        if (items.Count > PlantLimits.RestoreStepsMax)
            _problems.Add(node, $"At most {PlantLimits.RestoreStepsMax} steps are accepted here.");
        return [.. items.Take(PlantLimits.RestoreStepsMax).Select(Step).OfType<RestoreStep>()];
    }

    private RestoreStep? Step(PlantNode item)
    {
        if (Fields.Of(item, PlantKeys.RestoreStep, _problems) is not { } fields) return null;
        if (fields.Has("write") == fields.Has("invoke"))
        {
            _problems.Add(item, "A step is either a write of a point, for example {write: key, value: 1}, or a "
                + "command, for example {invoke: unlock}.");
            return null;
        }

        return fields.Has("write") ? WriteStep(fields) : InvokeStep(fields);
    }

    private RestoreStep? WriteStep(Fields fields)
    {
        fields.Required("value", "what is written, for example value: 1");
        if (fields.Text("write", "the id of a point") is not { } id) return null;
        var value = fields.Text("value", "the value that is written");
        if (!_points.Declared.Contains(id.Text))
            fields.Problem("write", $"'{id.Shown}' is no point of this profile: "
                + $"{Spelling.Hint(id.Text, _points.Declared)}");
        if (_points.Find(id.Text) is not { Spec: var point } || value is null) return null;
        if (point.Role is not (PointRole.Configuration or PointRole.Trigger))
            fields.Problem("write", $"'{id.Text}' is a point with the role {PlantWord.Of(point.Role)}: a step writes "
                + "configuration or a trigger, and nothing that acts on the process.");
        var form = ValueForm.Of(point);
        var step = ConditionReader.ValueOf(value, form);
        if (ModbusValueCodec.Problem(form, step) is not { } problem)
            return new RestoreStep(point.Id, null, step);
        fields.Problem("value", $"'{id.Text}' can't be {value.What}: {problem}.");
        return null;
    }

    private RestoreStep? InvokeStep(Fields fields)
    {
        if (fields.Text("invoke", "the id of a command") is not { } id) return null;
        var value = fields.Text("value", "the value that is written");
        if (_commands.FirstOrDefault(draft => draft.Spec.Id.Value == id.Text)?.Spec is not { } command)
        {
            fields.Problem("invoke", $"'{id.Shown}' is no command of this profile: "
                + $"{Spelling.Hint(id.Text, _commands.Select(draft => draft.Spec.Id.Value))}");
            return null;
        }

        if (!command.Idempotent)
            fields.Problem("invoke", $"'{id.Text}' is not idempotent, and a recovery that fails is begun again.");
        if (command.Value is not null && value is not null)
            fields.Problem("value", $"'{id.Text}' takes no value.");
        if (command.Value is null && value is null)
            fields.Problem("invoke", $"'{id.Text}' takes a value: add one, for example value: 1.");
        if (command.Value is not null || value is null) return new RestoreStep(null, command.Id, null);
        var given = ConditionReader.ValueOf(value, ValueForm.Of(command));
        if (ModbusValueCodec.Problem(command, given) is not { } problem)
            return new RestoreStep(null, command.Id, given);
        fields.Problem("value", $"'{id.Text}' can't be given {value.What}: {problem}.");
        return null;
    }
}
