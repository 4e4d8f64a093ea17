using Understudy.Hardware.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantRecordingTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_scan_class_is_a_period_or_says_what_is_recorded()
    {
        var (a, b) = Points(
            "{fast: 500ms, slow: {period: 10s, record: change, deadband: 0.5, recordAtLeast: 10m}}",
            "a: {at: input/1, scan: fast}", "b: {at: input/2, scan: slow}");
        Assert.Equal((TimeSpan.FromMilliseconds(500), null, null, null), Keeping(a));
        Assert.Equal((TimeSpan.FromSeconds(10), RecordRule.Change, 0.5, TenMinutes), Keeping(b));
        Assert.Equal(TimeSpan.FromSeconds(30), b.StaleAfter);
    }

    [Fact]
    public void What_a_point_says_itself_comes_before_its_scan_class()
    {
        var (a, b) = Points(
            "{slow: {period: 10s, deadband: 0.5, recordAtLeast: 10m}}",
            "a: {at: input/1, scan: slow, record: all}",
            "b: {at: input/2, scan: slow, deadband: 0, recordAtLeast: 1h}");
        Assert.Equal((TimeSpan.FromSeconds(10), RecordRule.All, 0.5, TenMinutes), Keeping(a));
        Assert.Equal((TimeSpan.FromSeconds(10), null, 0.0, TimeSpan.FromHours(1)), Keeping(b));
    }

    [Fact]
    public void The_deadband_of_a_scan_class_is_not_for_what_is_no_number()
    {
        var (a, b) = Points(
            "{slow: {period: 10s, deadband: 0.5}}",
            "a: {at: discrete/1, scan: slow}", "b: {at: input/2.3, scan: slow}");
        Assert.Equal((null, null), (a.Deadband, b.Deadband));
    }

    [Fact]
    public void A_point_without_a_rule_has_its_devices()
    {
        var device = Given.Device(Given.Points("a: {at: input/1}", "b: {at: input/2, record: none}"));
        Assert.Equal([RecordRule.Change, RecordRule.None], device.Points.Select(device.RecordOf));
    }

    [Fact]
    public void A_count_that_is_overlaid_is_recorded_though_its_device_is_not()
    {
        var yaml = Given.Points("a: {at: input/1, overlay: offset}", "b: {at: input/2}")
            .Replace("unit: 1", "unit: 1, record: none", StringComparison.Ordinal);
        var device = Given.Device(yaml);
        Assert.Equal(OverlayKind.Offset, device.Points[0].Overlay);
        Assert.Equal([RecordRule.Change, RecordRule.None], device.Points.Select(device.RecordOf));
    }

    [Fact]
    public void Gateways_whose_scan_classes_record_otherwise_have_other_points()
    {
        const string profile =
            """
            profiles:
              p: {class: register, points: {a: {at: input/1, scan: s}}}
            """;
        var plant = Given.Plant(
            $$"""
            gateways:
              g:
                link: {modbusTcp: g}
                scanClasses: {s: {period: 1s, deadband: 1} }
                devices: {d: {profile: p, unit: 1} }
              h:
                link: {modbusTcp: h}
                scanClasses: {s: {period: 1s, deadband: 2} }
                devices: {d: {profile: p, unit: 1} }
            {{profile}}
            """);
        Assert.Equal([1.0, 2.0], plant.Gateways.Select(gateway => gateway.Devices[0].Points[0].Deadband!.Value));
    }

    private static (TimeSpan?, RecordRule?, double?, TimeSpan?) Keeping(PointSpec point) =>
        (point.ScanPeriod, point.Record, point.Deadband, point.RecordAtLeast);

    private static (PointSpec A, PointSpec B) Points(string classes, params string[] points)
    {
        var yaml = Given.Points(points).Replace("{fast: 500ms}", classes, StringComparison.Ordinal);
        var device = Given.Device(yaml);
        return (device.Points[0], device.Points[1]);
    }
}
