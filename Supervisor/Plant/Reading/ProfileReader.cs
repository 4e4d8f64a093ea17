using System.Collections.Immutable;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads the profiles of a file.</summary>
internal static class ProfileReader
{
    /// <summary>By id; null for those that could not be read, so that using them is no further problem.</summary>
    public static IReadOnlyDictionary<string, ProfileDraft?> ReadAll(
        PlantNode? node, OtherInputs others, ProblemList problems)
    {
        var profiles = new Dictionary<string, ProfileDraft?>(StringComparer.Ordinal);
        foreach (var entry in NamedEntries.Of(node, "profile", PlantLimits.ProfilesMax, problems))
            profiles.Add(entry.Key.Text, Read(entry, others, problems));
        return profiles;
    }

    private static ProfileDraft? Read(MapEntry entry, OtherInputs others, ProblemList problems)
    {
        var problemsBefore = problems.Count;
        if (Fields.Of(entry.Value, PlantKeys.Profile, problems) is not { } fields) return null;
        fields.Required("class", $"one of {string.Join(", ", PlantWord.All<DeviceClass>())}");
        var deviceClass = fields.Choice<DeviceClass>("class");
        var addressing = fields.Choice<Addressing>("addressing") ?? Addressing.ZeroBased;
        var identity = Identity(fields.Node("identity"), addressing, problems);
        var upkeep = UpkeepReader.Read(fields, UpkeepReader.DefaultOf(deviceClass ?? default), problems);
        var readGap = fields.Integer("readGap", 0, PlantLimits.ReadGapMax) ?? DeviceSpec.DefaultReadGap;
        var readMax = fields.Integer("readMax", 1, ModbusLimits.ReadRegistersMax);
        var bitWrites = fields.Choice<BitWrites>("bitWrites") ?? BitWrites.Mask;
        var defaults = PolicyDefaults.Read(fields, problems);
        var points = Points(fields.Node("points"), addressing, defaults, others, problems);
        var bootIdentity = BootIdentityReader.Read(fields.Node("bootIdentity"), points, problems);
        ImmutableArray<CommandDraft> commands =
        [
            .. NamedEntries.Of(fields.Node("commands"), "command", PlantLimits.CommandsPerProfileMax, problems)
                .Select(command => CommandReader.Read(command, points, addressing, problems))
                .OfType<CommandDraft>(),
        ];
        Was.Check([.. commands.Select(command => (command.Entry.Key, command.Was))], "command", problems);
        var groups = RestoreGroupReader.ReadAll(fields.Node("restoreGroups"), points, commands, problems);
        return deviceClass is null
            ? null
            : new ProfileDraft(
                entry.Key.Text,
                deviceClass.Value,
                identity,
                upkeep,
                (int)readGap,
                bitWrites,
                addressing,
                defaults,
                [.. points.Drafts],
                commands,
                groups,
                problems.Count == problemsBefore)
            {
                BootIdentity = bootIdentity,
                ReadMax = (int?)readMax,
            };
    }

    private static ProfilePoints Points(
        PlantNode? node, Addressing addressing, PolicyDefaults defaults, OtherInputs others, ProblemList problems)
    {
        var entries = NamedEntries.Of(node, "point", PlantLimits.PointsPerProfileMax, problems);
        List<PointDraft> drafts =
        [
            .. entries.Select(entry => Point(entry, addressing, defaults, problems)).OfType<PointDraft>(),
        ];
        var declared = entries.Select(entry => entry.Key.Text).ToHashSet(StringComparer.Ordinal);
        Overlaps.Check(
            [.. drafts.Select(draft =>
                new Occupied(draft.Spec.Id.Value, draft.Spec.At, ValueForm.Of(draft.Spec).Size, draft.Key))],
            problems);
        AfterOrder.Check(drafts, declared, problems);
        Was.Check([.. drafts.Select(draft => (draft.Key, draft.Was))], "point", problems);
        var points = new ProfilePoints(drafts, declared, others);
        return points with { Drafts = InterlockReader.WithInterlocks(drafts, points, problems) };
    }

    private static PointDraft? Point(
        MapEntry entry, Addressing addressing, PolicyDefaults defaults, ProblemList problems)
    {
        var draft = PointReader.Read(entry.Key, defaults.AppliedTo(entry.Value), addressing, problems);
        return draft is null ? null : draft with { Own = (MapNode)entry.Value };
    }

    private static IdentitySpec? Identity(PlantNode? node, Addressing addressing, ProblemList problems)
    {
        if (Fields.Of(node, PlantKeys.Identity, problems) is not { } fields) return null;
        fields.Required("at", "the register that tells which device it is, for example at: holding/122");
        fields.Required("equals", "the number that register holds, for example equals: 0xE2A0");
        var at = fields.Address("at", addressing);
        var equals = fields.Integer("equals", 0, ushort.MaxValue);
        if (at is { IsRegister: false } or { Bits: not null })
            fields.Problem("at", $"{at} is no register: an identity is a whole register of input or holding.");
        return at is null || equals is null ? null : new IdentitySpec(at, (ushort)equals);
    }
}
