using System.Collections.Immutable;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>Which settings are restored, in which order, and whether at all.</summary>
public static class RecoveryPlan
{
    /// <summary>Recorded settings that may be restored: role configuration, replay not <c>never</c>. What a point is
    /// declared to come <c>after</c> comes first, otherwise the order of the last write.</summary>
    /// <param name="suspects">Those at whose writing the driver failed, by their ids: they, and what comes after them,
    /// come after all others; in this order.</param>
    public static ImmutableList<PointId> Settings(
        DeviceSpec device, ShadowState state, ImmutableList<string>? suspects = null)
    {
        var left = state.Settings
            .Select(pair => (Point: device.Point(new PointId(pair.Key)), pair.Value.Order))
            .Where(pair => pair.Point is { Role: PointRole.Configuration, Replay: not ReplayRule.Never })
            .OrderBy(pair => pair.Order)
            .Select(pair => pair.Point!)
            .ToList();
        var units = Units(device, left);
        if (suspects is { IsEmpty: false })
            units = [.. units.OrderBy(unit => unit.Max(point => PlaceOf(device, point.Id, suspects)))];
        var planned = ImmutableList.CreateBuilder<PointId>();
        var waiting = left.Select(point => point.Id).ToHashSet();
        while (units.Count > 0)
        {
            // A circle is refused with the plant file; should there be one, the order of writing decides.
            var next = units.Find(unit => !IsWaiting(unit, waiting)) ?? units[0];
            units.Remove(next);
            waiting.ExceptWith(next.Select(point => point.Id));
            planned.AddRange(next.Select(point => point.Id));
        }

        return planned.ToImmutable();
    }

    /// <summary>What is written together: restore groups, each in its order, and every other setting by itself. Where
    /// the first of a group would come, all of it comes.</summary>
    private static List<List<PointSpec>> Units(DeviceSpec device, List<PointSpec> settings) =>
    [
        .. settings
            .GroupBy(point => RestoreGroups.Of(device, point.Id) is { } group ? group.Name : $"/{point.Id}")
            .Select(unit => unit
                .OrderBy(point => RestoreGroups.Of(device, point.Id)?.Points.IndexOf(point.Id) ?? 0)
                .ToList()),
    ];

    /// <summary>Zero: not suspect.</summary>
    private static int PlaceOf(DeviceSpec device, PointId point, ImmutableList<string> suspects) => 1 + Math.Max(
        suspects.IndexOf(QuarantineId.OfSetting(point)),
        RestoreGroups.Of(device, point) is { } group ? suspects.IndexOf(QuarantineId.OfGroup(group.Name)) : -1);

    private static bool IsWaiting(List<PointSpec> unit, HashSet<PointId> waiting) => unit.Any(point =>
        point.After.Any(first => waiting.Contains(first) && !unit.Exists(other => other.Id == first)));

    public static string? HeldReason(DeviceSpec device, TimeSpan? contact, TimeSpan now) =>
        HeldReason(device.RestoreWithin, contact, now);

    /// <summary>Why differences are held instead of restored; null: they are restored.</summary>
    /// <param name="restoreWithin">Null: always.</param>
    public static string? HeldReason(TimeSpan? restoreWithin, TimeSpan? contact, TimeSpan now)
    {
        if (restoreWithin is not { } within) return null;
        if (contact is not { } last) return "the time of the last contact can't be proven";
        var age = now - last;
        return age <= within
            ? null
            : FormattableString.Invariant(
                $"last contact {age.TotalSeconds:0} s ago, restored only within {within.TotalSeconds:0} s");
    }

    /// <summary>What was read back is the recorded value, as the device can hold it: the same registers.</summary>
    public static bool IsSame(PointSpec point, PointValue recorded, PointValue? actual)
    {
        if (actual is not { } value) return false;
        if (value == recorded) return true;
        var form = ValueForm.Of(point).WithoutRange;
        if (ModbusValueCodec.Problem(form, recorded) is not null || ModbusValueCodec.Problem(form, value) is not null)
            return false;
        var bytes = 2 * form.Size;
        Span<byte> wanted = stackalloc byte[bytes];
        Span<byte> found = stackalloc byte[bytes];
        wanted.Clear();
        found.Clear();
        ModbusValueCodec.Encode(form, recorded, wanted);
        // Scaled and back, a real need not give the same bytes again.
        if (ModbusValueCodec.Decode(form, wanted) == value) return true;
        ModbusValueCodec.Encode(form, value, found);
        return wanted.SequenceEqual(found);
    }
}
