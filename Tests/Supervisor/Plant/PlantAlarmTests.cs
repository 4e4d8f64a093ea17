using System.Text.RegularExpressions;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantAlarmTests
{
    [Fact]
    public void Limits_delays_and_guidance_are_read()
    {
        var alarms = Given.Point("t: {at: input/0, alarms: {high: 80, highHigh: 90.5, low: 5, lowLow: -1, deadband: 1, "
            + "delay: 5s, offDelay: 2s, severity: critical, latching: true, guidance: Look.} }").Alarms;
        Assert.Equal(
            new PointAlarms(
                90.5, 80, 5, -1, null, 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), AlarmSeverity.Critical,
                true, "Look."),
            alarms);
    }

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var alarms = Given.Point("t: {at: input/0, alarms: {high: 80, lowLow: 1} }").Alarms!;
        Assert.Equal(AlarmSeverity.Medium, alarms.SeverityOf(LimitKind.High));
        Assert.Equal(AlarmSeverity.High, alarms.SeverityOf(LimitKind.LowLow));
        Assert.Equal((0, TimeSpan.Zero, false), (alarms.Deadband, alarms.Delay, alarms.Latching));
        Assert.Equal([LimitKind.LowLow, LimitKind.High], alarms.Kinds());
    }

    [Fact]
    public void A_value_of_a_bool_or_an_enumeration_is_an_alarm()
    {
        Assert.Equal(
            PointValue.Of(true), Given.Point("f: {at: discrete/0, alarms: {equals: true} }").Alarms!.EqualTo);
        Assert.Equal(
            PointValue.Of("fault"),
            Given.Point("s: {at: input/0, values: {0: ok, 1: fault}, alarms: {equals: fault} }").Alarms!.EqualTo);
    }

    [Theory]
    [InlineData("t: {at: input/0, alarms: {high: 80, low: 90} }", "high (80) must be above low (90).")]
    [InlineData("t: {at: input/0, alarms: {highHigh: 70, high: 80} }", "highHigh (70) must be above high (80).")]
    [InlineData("f: {at: discrete/0, alarms: {high: 1} }", "'f' is no number and has no limits: use equals.")]
    [InlineData("f: {at: discrete/0, alarms: {equals: 7} }", "'f' never equals '7'")]
    [InlineData("t: {at: input/0, alarms: {deadband: 1, equals: 3} }", "A deadband is for limits")]
    [InlineData("t: {at: input/0, alarms: {high: 1, deadband: -1} }", "A deadband is 0 or more")]
    [InlineData("t: {at: input/0, alarms: {severity: low} }", "'high' is missing: alarms of a number")]
    [InlineData("t: {at: input/0, alarms: {high: 1, hgih: 1} }", "did you mean 'high'?")]
    [InlineData("t: {at: input/0, alarms: {high: 1, severity: hot} }", "'hot' is not one of low, medium, high, crit")]
    [InlineData("t: {at: input/0, alarms: {high: 1, delay: 25h} }", "A duration from 0")]
    public void A_mistake_is_told_with_its_line(string point, string message) =>
        Assert.Matches($"^7: .*{Regex.Escape(message)}", Given.Problem(Given.Points(point)));

    [Fact]
    public void A_point_that_can_not_be_read_has_no_alarms() => Assert.Contains(
        "can never be an alarm",
        Given.Problem(Given.Points("k: {at: holding/0, role: configuration, readable: false, alarms: {high: 1} }")));
}
