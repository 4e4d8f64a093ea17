using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class PoisonTests
{
    [Fact]
    public void A_request_that_the_driver_had_at_two_failures_is_quarantined()
    {
        var scenario = Killing("write level = 5");
        var ticket = scenario.Write("level", 5, "k");
        scenario.Wait(3);
        Assert.Equal(2, scenario.Killed["write level = 5"]);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.StartsWith(VerdictReason.Quarantined, scenario.Status(ticket).Reason);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Single(scenario.Journal.All<ShadowEvents.RequestQuarantined>());
    }

    [Fact]
    public void The_same_key_is_answered_as_quarantined_and_not_sent()
    {
        var scenario = Killing("write level = 5");
        scenario.Write("level", 5, "k");
        scenario.Wait(3);
        var again = scenario.Write("level", 5, "k");
        Assert.StartsWith(VerdictReason.Quarantined, scenario.Status(again).Reason);
        Assert.Equal(2, scenario.Sent.Times("k"));
    }

    [Fact]
    public void What_surely_was_not_sent_at_either_failure_is_not_executed()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Write("level", 5, "k");
        scenario.FailsUnsent().Wait(0.1);
        scenario.FailsUnsent().Wait(1);
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(ticket));
        var again = scenario.Write("level", 5, "k");
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(again));
        Assert.StartsWith(VerdictReason.Quarantined, scenario.Status(again).Reason);
    }

    [Fact]
    public void The_others_in_flight_are_done_and_only_the_guilty_one_is_quarantined()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var good = scenario.Write("gain", 1);
        var bad = scenario.Write("level", 5, "bad");
        var other = scenario.Invoke("home");
        scenario.DeviceActs = true;
        Kill(scenario, "write level = 5");
        scenario.Fails().Wait(3);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(good));
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(other));
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(bad));
        Assert.Equal(["request:bad"], scenario.Shadow.State.Quarantine.Keys);
        Assert.Equal(2, scenario.Journal.All<ShadowEvents.DriverFailed>().Length);
    }

    [Fact]
    public void A_lost_link_makes_nothing_suspect()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceReads = false;
        for (var i = 0; i < 3; i++)
        {
            scenario.Read();
            scenario.Happens(new ShadowInputs.LinkDown("cable")).Wait(2).Happens(new ShadowInputs.LinkUp()).Wait(2);
        }

        Assert.Empty(scenario.Shadow.State.Suspects);
        Assert.Empty(scenario.Shadow.State.Quarantine);
    }

    [Fact]
    public void A_point_whose_reading_fails_the_driver_twice_is_bad_and_left_out_of_scans()
    {
        var spec = Scanned();
        var scenario = ShadowScenario.Passive(spec);
        KillReading(scenario, "temp");
        scenario.Wait(5);
        Assert.Equal(2, scenario.Killed["temp"]);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(StatusCode.BadRequestNotAllowed, scenario.Reading(scenario.Read()).Status);
        Assert.Equal(StatusCode.Good, scenario.Reading(scenario.Read("running")).Status);
        Assert.Equal(["read:temp"], scenario.Shadow.State.Quarantine.Keys);
    }

    [Fact]
    public void A_read_of_several_points_gives_the_good_ones()
    {
        var scenario = ShadowScenario.Passive(Scanned());
        KillReading(scenario, "temp");
        scenario.Wait(5);
        var ticket = scenario.Ask(new ShadowCommands.ReadPoints(
            TestDevice.Id, new RequestId("r"), "ann", [new PointId("temp"), new PointId("running")],
            TimeSpan.FromSeconds(1)));
        var readings = Assert.IsType<ShadowReplies.PointsRead>(scenario.Answers[ticket]).Readings;
        Assert.Equal(
            [StatusCode.BadRequestNotAllowed, StatusCode.Good], readings.Select(reading => reading.Status));
    }

    [Fact]
    public void A_point_that_is_in_flight_at_failures_it_has_no_part_in_is_not_quarantined()
    {
        var scenario = ShadowScenario.Passive(Scanned());
        for (var i = 0; i < 4; i++)
        {
            scenario.DeviceReads = false;
            scenario.Wait(1.5);
            scenario.DeviceReads = true;
            scenario.Fails().Wait(20);
        }

        Assert.Empty(scenario.Shadow.State.Quarantine);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_setting_whose_replay_fails_the_driver_twice_is_skipped_and_held()
    {
        var scenario = Skipped();
        Assert.Equal(2, scenario.Killed["write level = 5"]);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(PointValue.Of(5), scenario.Shadow.State.Held["level"].Recorded);
        Assert.Equal(PointValue.Of(7), scenario.Device["gain"]);
        Assert.Single(scenario.Journal.All<ShadowEvents.SettingSkipped>());
    }

    [Fact]
    public void The_next_recoveries_leave_a_skipped_setting_out_though_the_device_had_it_meanwhile()
    {
        var scenario = Skipped();
        scenario.Device["level"] = PointValue.Of(5);
        scenario.Wait(20).Fails().Wait(5);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.Wait(20).Fails().Wait(5);
        Assert.Equal(2, scenario.Killed["write level = 5"]);
        Assert.Equal(["level"], scenario.Shadow.State.Held.Keys);
    }

    [Fact]
    public void Writing_a_skipped_setting_ends_its_quarantine()
    {
        var scenario = Skipped();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 6)));
        Assert.Empty(scenario.Shadow.State.Quarantine);
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void A_lifted_setting_is_restored_at_the_next_recovery()
    {
        var scenario = Skipped();
        scenario.Kills = _ => null;
        var ticket = scenario.Lift("setting:level");
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[ticket]);
        scenario.Wait(20).Fails().Wait(5);
        Assert.Equal(PointValue.Of(5), scenario.Device["level"]);
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void A_lifted_point_is_read_again()
    {
        var scenario = ShadowScenario.Passive(Scanned());
        KillReading(scenario, "temp");
        scenario.Wait(5);
        scenario.Kills = _ => null;
        scenario.Lift("read:temp");
        Assert.Equal(StatusCode.Good, scenario.Reading(scenario.Read()).Status);
    }

    [Fact]
    public void A_lifted_request_that_may_have_been_executed_stays_indeterminate()
    {
        var scenario = Killing("write level = 5");
        scenario.Write("level", 5, "k");
        scenario.Wait(3).Lift("request:k");
        var again = scenario.Write("level", 5, "k");
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(again));
        Assert.Equal(2, scenario.Sent.Times("k"));
    }

    [Fact]
    public void What_is_not_in_quarantine_cannot_be_lifted()
    {
        var scenario = ShadowScenario.Passive();
        Assert.Equal(RefusalKind.UnknownQuarantine, scenario.Refused(scenario.Lift("read:temp")).Kind);
    }

    [Fact]
    public void Another_declaration_lifts_it()
    {
        var scenario = Skipped();
        var same = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start();
        Assert.Single(same.Shadow.State.Quarantine);
        var spec = scenario.Shadow.Spec.With("level", point => point with { Scale = 2 });
        var next = same.Successor("claim-3", TimeSpan.FromSeconds(2), spec: spec).Start();
        Assert.Empty(next.Shadow.State.Quarantine);
        Assert.Equal("plant", Assert.Single(next.Journal.All<ShadowEvents.QuarantineLifted>()).Principal);
    }

    [Fact]
    public void What_the_driver_does_not_see_lifts_nothing_neither_while_it_serves_nor_at_a_later_start()
    {
        var scenario = Skipped();
        scenario.Redeclare(scenario.Shadow.Spec with { Area = "hall 2" });
        scenario.Redeclare("level", point => point with { StaleAfter = TimeSpan.FromSeconds(9) });
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start();
        Assert.Single(next.Shadow.State.Quarantine);
        Assert.Empty(next.Journal.All<ShadowEvents.QuarantineLifted>());
        next.Redeclare("level", point => point with { Scale = 2 });
        Assert.Empty(next.Shadow.State.Quarantine);
    }

    [Fact]
    public void A_quarantine_outlives_the_process()
    {
        var scenario = ShadowScenario.Passive(Scanned());
        KillReading(scenario, "temp");
        scenario.Wait(5);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2));
        KillReading(next, "temp");
        next.Start().Wait(5);
        Assert.Empty(next.Killed);
        Assert.Equal(DeviceMode.Passive, next.Live.Mode);
    }

    [Fact]
    public void A_driver_that_can_read_nothing_for_a_time_leaves_no_point_in_quarantine()
    {
        var spec = Scanned() with { Budget = BudgetSpec.Default with { Intensity = 1000 } };
        var scenario = ShadowScenario.Passive(spec);
        scenario.Kills = effect => effect is ShadowEffects.CallRead ? "any" : null;
        scenario.Wait(60);
        Assert.InRange(scenario.Killed["any"], 10, int.MaxValue);
        Assert.Empty(scenario.Shadow.State.Quarantine);
        scenario.Kills = _ => null;
        scenario.Wait(60);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Empty(scenario.Shadow.State.Quarantine);
    }

    [Fact]
    public void A_suspect_that_was_read_without_failing_is_suspect_no_more()
    {
        var scenario = ShadowScenario.Passive(Scanned());
        scenario.Write("level", 1);
        scenario.DeviceReads = false;
        scenario.Wait(1.5);
        scenario.Fails();
        Try();
        // Reading the settings back it fails again: what was scanned has no part in that.
        scenario.Fails().Wait(1);
        Try();
        Assert.Single(scenario.Effects.OfType<ShadowEffects.CallRead>(), read =>
            read.Points.Length == 1 && read.Points[0].Value == "running");

        void Try()
        {
            Assert.Equal(TransferStep.Try, scenario.Live.Transfer?.Step);
            while (scenario.Live.Transfer is { Step: TransferStep.Try }) scenario.Gives(scenario.Calls.Keys.Single());
        }
    }

    [Fact]
    public void What_is_held_for_another_reason_stays_held_when_its_quarantine_is_lifted()
    {
        var scenario = Skipped();
        scenario.Kills = _ => null;
        scenario.Wait(20).FailsForGood();
        scenario.Device["level"] = PointValue.Of(77);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.StartsWith("conflict", scenario.Shadow.State.Held["level"].Reason);
        scenario.Lift("setting:level");
        Assert.Empty(scenario.Shadow.State.Quarantine);
        Assert.Equal(["level"], scenario.Shadow.State.Held.Keys);
    }

    [Fact]
    public void While_the_journal_is_away_a_reading_is_not_blamed_on_a_driver_that_can_read_nothing()
    {
        var scenario = ShadowScenario.Passive().JournalDown();
        scenario.Kills = effect => effect is ShadowEffects.CallRead ? "any" : null;
        scenario.Read();
        scenario.Wait(2).Read();
        Assert.Equal(2, scenario.Killed["any"]);
        Assert.Empty(scenario.Shadow.State.Quarantine);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void What_was_suspect_under_another_declaration_is_so_no_more(double scale, bool isSuspect)
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceReads = false;
        scenario.Read();
        scenario.FailsForGood();
        Assert.Equal(["read:temp"], scenario.Shadow.State.Suspects.Keys);
        var next = scenario.Successor(
            "claim-2", TimeSpan.FromSeconds(2),
            spec: TestDevice.Spec.With("temp", point => point with { Scale = scale }));
        next.DriverOpens = false;
        next.Start();
        Assert.Equal(isSuspect, next.Shadow.State.Suspects.ContainsKey("read:temp"));
    }

    private static DeviceSpec Scanned()
    {
        var second = TimeSpan.FromSeconds(1);
        return TestDevice.Spec
            .With("temp", point => point with { ScanPeriod = second })
            .With("running", point => point with { ScanPeriod = second });
    }

    /// <summary>Two settings were lost, and the driver throws when it writes one of them again.</summary>
    private static ShadowScenario Skipped()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        scenario.Write("gain", 7);
        scenario.Device["level"] = scenario.Device["gain"] = PointValue.Of(0);
        Kill(scenario, "write level = 5");
        return scenario.Fails().Wait(5);
    }

    private static ShadowScenario Killing(string operation)
    {
        var scenario = ShadowScenario.Passive();
        Kill(scenario, operation);
        return scenario;
    }

    private static void Kill(ShadowScenario scenario, string operation) => scenario.Kills = effect =>
        effect is ShadowEffects.CallMutate mutate && mutate.Operation.ToString() == operation ? operation : null;

    private static void KillReading(ShadowScenario scenario, string point) => scenario.Kills = effect =>
        effect is ShadowEffects.CallRead read && read.Points.Contains(new PointId(point)) ? point : null;
}
