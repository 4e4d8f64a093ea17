using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Points that a device takes and never gives back.</summary>
public sealed class WriteOnlyTests
{
    private static readonly DeviceSpec Spec = TestDevice.Spec
        .With("level", point => point with { IsReadable = false })
        .With("valve", point => point with { IsReadable = false });

    [Fact]
    public void It_is_read_as_it_was_written_and_never_as_good()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Write("level", 7);
        var reading = scenario.Reading(scenario.Read("level"));
        Assert.Equal(
            (PointValue.Of(7), StatusCode.UncertainLastUsableValue, ServedBy.ShadowRespond),
            (reading.Value!.Value, reading.Status, reading.ServedBy));
    }

    [Theory]
    [InlineData("level")]
    [InlineData("valve")]
    public void What_was_never_written_or_is_no_setting_has_no_value(string point)
    {
        var scenario = ShadowScenario.Passive(Spec);
        if (point == "valve") scenario.Write("valve", 7);
        var reading = scenario.Reading(scenario.Read(point));
        Assert.Equal(((PointValue?)null, StatusCode.BadNotReadable), (reading.Value, reading.Status));
    }

    [Fact]
    public void The_driver_is_not_asked_for_it_at_the_start_of_the_scans() => Assert.DoesNotContain(
        ShadowScenario.Passive(Spec).Effects.OfType<ShadowEffects.CallRead>().SelectMany(read => read.Points),
        point => point.Value is "level" or "valve");

    [Fact]
    public void It_is_written_again_at_every_recovery()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Write("level", 7);
        scenario.Fails().Wait(1).Fails().Wait(1);
        Assert.Equal(["write level = 7", "write level = 7", "write level = 7"], scenario.Written);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void The_journal_does_not_tell_what_the_device_had_before_it_was_written_again()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Write("level", 7);
        scenario.Fails().Wait(1).Fails().Wait(1);
        Assert.All(
            scenario.Journal.All<ShadowEvents.SettingsTransferred>().SelectMany(transferred => transferred.Settings),
            setting => Assert.Null(setting.Actual));
    }

    [Fact]
    public void A_repeated_value_is_not_said_to_be_read_back()
    {
        var scenario = ShadowScenario.Passive(Spec.With("mode", point => point with { IsReadable = false }));
        scenario.Write("mode", 7);
        scenario.FailsForGood();
        var repeated = scenario.Write("mode", 7, key: "again");
        scenario.DriverOpens = true;
        scenario.Opens().Wait(2);
        Assert.Equal(Verdict.Accepted, scenario.Verdict(repeated));
        var record = scenario.Record("again");
        Assert.Equal(Verdict.Confirmed, record.Verdict);
        Assert.Contains("not read back", record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_was_cut_is_not_proven_by_what_is_remembered_of_it()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Write("level", 7);
        scenario.DeviceActs = false;
        var again = scenario.Write("level", 7);
        scenario.DeviceActs = true;
        scenario.Fails().Wait(1);
        // The setting is idempotent: sent again, and confirmed by the device's own acknowledgement.
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(again));
        Assert.DoesNotContain(
            scenario.Journal.All<ShadowEvents.RequestSettled>(), settled => settled.Reason == "by read-back");
    }

    [Fact]
    public void An_output_that_was_cut_stays_indeterminate()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.DeviceActs = false;
        var write = scenario.Write("valve", 7);
        scenario.DeviceActs = true;
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(write));
    }

    [Fact]
    public void A_devices_status_shows_it_as_a_client_is_served_it()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Write("level", 7);
        var status = DeviceStatuses.Of(scenario.Shadow, scenario.Now);
        Assert.Equal(SeenDevice.Of(scenario.Shadow, scenario.Now).Readings, status.Readings);
        Assert.Equal(
            StatusCode.UncertainLastUsableValue, status.Readings.Single(r => r.Point.Value == "level").Status);
    }

    [Fact]
    public void The_journal_tells_that_the_shadow_answered()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Write("level", 7);
        scenario.Read("level");
        scenario.Wait(1);
        var answer = Assert.Single(
            scenario.Journal.All<ShadowEvents.AnswersRecorded>().SelectMany(recorded => recorded.Answers),
            answer => answer.Point?.Value == "level");
        Assert.Equal(ServedBy.ShadowRespond, answer.ServedBy);
    }
}
