using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>The difference between two moments of a device.</summary>
public sealed record MomentDifference(
    DeviceId Device, DateTimeOffset From, DateTimeOffset To, ImmutableArray<MomentChange> Changes)
{
    public static MomentDifference Of(DeviceMoment before, DeviceMoment after) => new(
        before.Device,
        before.At,
        after.At,
        [
            .. Compared("mode", [("", Mode(before))], [("", Mode(after))]),
            .. Compared("node", [("", before.Node ?? "none")], [("", after.Node ?? "none")]),
            .. Compared("incarnation", [("", $"{before.Incarnation}")], [("", $"{after.Incarnation}")]),
            .. Compared("recoveries", [("", $"{before.Recoveries}")], [("", $"{after.Recoveries}")]),
            .. Compared(
                "setting",
                before.Settings.Select(setting => (setting.Point.Value, setting.Value.ToString())),
                after.Settings.Select(setting => (setting.Point.Value, setting.Value.ToString()))),
            .. Compared("reading", before.Readings.Select(Reading), after.Readings.Select(Reading)),
            .. Compared("request", before.Open.Select(Request), after.Open.Select(Request)),
            .. Compared("held", before.Held.Select(Held), after.Held.Select(Held)),
            .. Compared(
                "administrative", [("", $"{before.Administrative.State}")], [("", $"{after.Administrative.State}")]),
            .. Compared("lock", [("", before.Lock?.Owner ?? "none")], [("", after.Lock?.Owner ?? "none")]),
            .. Compared(
                "quarantine", before.Quarantine.Select(one => (one.Id, one.What)),
                after.Quarantine.Select(one => (one.Id, one.What))),
            .. Compared(
                "alarm", before.Alarms.Select(alarm => (alarm.Alarm, $"{alarm.State}")),
                after.Alarms.Select(alarm => (alarm.Alarm, $"{alarm.State}"))),
        ]);

    private static IEnumerable<MomentChange> Compared(
        string of, IEnumerable<(string Name, string Text)> before, IEnumerable<(string Name, string Text)> after)
    {
        var old = before.ToDictionary(item => item.Name, item => item.Text);
        var now = after.ToDictionary(item => item.Name, item => item.Text);
        return old.Keys.Union(now.Keys)
            .Order(StringComparer.Ordinal)
            .Select(name => new MomentChange(of, name, old.GetValueOrDefault(name), now.GetValueOrDefault(name)))
            .Where(change => change.Before != change.After);
    }

    private static string Mode(DeviceMoment moment) =>
        moment.IsReleased ? "not served" : moment.Mode?.ToString() ?? "unknown";

    private static (string Name, string Text) Reading(MomentReading reading) =>
        (reading.Point.Value, $"{reading.Value?.ToString() ?? "no value"} {reading.Status}");

    private static (string Name, string Text) Request(MomentRequest request) =>
        (request.Request.Value, $"{request.Operation} {request.Verdict}");

    private static (string Name, string Text) Held(HeldDifference held) =>
        (held.Point.Value, $"recorded {held.Recorded}, the device has {held.Actual?.ToString() ?? "an unknown value"}");
}
