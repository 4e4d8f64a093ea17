using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads one point of a profile.</summary>
internal static class PointReader
{
    /// <summary>Null if there is too little to go on; then there is a problem. Interlocks are for
    /// <see cref="InterlockReader"/>, which needs all points.</summary>
    public static PointDraft? Read(TextNode key, PlantNode value, Addressing addressing, ProblemList problems)
    {
        if (Fields.Of(value, PlantKeys.Point, problems) is not { } fields) return null;
        var was = Was.Read(fields, key, "point", problems);
        var form = fields.Has("fields")
            ? StructureReader.Read(fields, addressing, problems)
            : FormReader.Read(fields, addressing, problems);
        var role = Role(fields, form?.At);
        var unit = UnitReader.Read(fields);
        var isReadable = fields.Boolean("readable") ?? true;
        var (scanClass, period) = Scan(fields);
        var staleAfter = fields.Duration("staleAfter");
        var after = fields.Texts("after", "the id of a point", PlantLimits.AfterPerPointMax);
        var replay = fields.Choice<ReplayRule>("replay");
        var (whenDown, ttl) = WaitingReader.Read(fields);
        var repeatable = fields.Boolean("repeatable") ?? false;
        var keeping = KeepingReader.Read(fields);
        var overlay = Overlay(fields);
        var restoreWithin = RestoreWithin(fields);
        var onConflict = fields.Choice<ConflictRule>("onConflict") ?? ConflictRule.Hold;
        var maxRate = fields.Number("maxRate");
        if (form is not { } read || role is null) return null;

        var spec = new PointSpec(
            new PointId(key.Text),
            read.At,
            read.Type,
            read.Order,
            read.Scale,
            unit,
            read.Range,
            role.Value,
            period,
            staleAfter ?? PointDraft.StaleAfter(period),
            [.. after.Where(id => Name.IsValid(id.Text)).Select(id => new PointId(id.Text))],
            replay ?? (role == PointRole.Configuration ? ReplayRule.Restore : ReplayRule.Never),
            whenDown,
            ttl,
            repeatable,
            read.Offset,
            read.Length,
            read.Names,
            read.Fields,
            isReadable,
            keeping.Record,
            keeping.Deadband,
            keeping.RecordAtLeast,
            overlay,
            restoreWithin,
            onConflict,
            maxRate)
        {
            Was = [.. was.Select(id => new PointId(id.Text))],
        };
        if (spec is { IsWritable: true, Type: PointType.Structure }) StructureReader.CheckWhole(read, fields);
        PointChecks.Check(spec, fields);
        spec = AlarmsReader.Read(spec, fields, problems);
        return new PointDraft(spec, key, scanClass, staleAfter is not null, after, fields.Map) { Was = was };
    }

    private static PointRole? Role(Fields fields, ModbusAddress? at)
    {
        var role = fields.Choice<PointRole>("role");
        if (at is null || (role is null && fields.Has("role"))) return null;
        if (!at.IsWritable)
        {
            if (role is not (null or PointRole.Measurement))
                fields.Problem("role", $"{at} can only be read, so its role is measurement and not "
                    + $"{PlantWord.Of(role.Value)}.");
            return PointRole.Measurement;
        }

        if (role is null)
            fields.Required("role", $"{at} can be written, so say what writing it means: configuration (stays as "
                + "written, may be restored), output (acts on the process, never restored), trigger or heartbeat, "
                + "or measurement if it is only read.");
        return role;
    }

    /// <summary>Either the name of a scan class or a period.</summary>
    private static (TextNode? Class, TimeSpan? Period) Scan(Fields fields)
    {
        const string expected = "the name of a scan class of the gateway, or a period such as 500ms,";
        if (fields.Text("scan", expected) is not { } node) return (null, null);
        return PlantDuration.TryParse(node.Text, out _)
            ? (null, fields.Duration("scan", PlantLimits.ScanPeriodMin))
            : (node, null);
    }

    /// <summary>Null: it does not say.</summary>
    private static TimeSpan? RestoreWithin(Fields fields) => fields.Has("restoreWithin")
        ? UpkeepReader.RestoreWithin(fields, null) ?? PointSpec.RestoreAlways
        : null;

    private static OverlayKind? Overlay(Fields fields)
    {
        if (fields.Text("overlay", "'offset'") is not { } overlay) return null;
        if (PlantWord.Parse<OverlayKind>(overlay.Text) is { } kind) return kind;
        fields.Problem("overlay", $"'{overlay.Shown}' is no overlay: there is 'offset'.");
        return null;
    }
}
