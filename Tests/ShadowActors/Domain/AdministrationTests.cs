using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class AdministrationTests
{
    [Fact]
    public void It_is_in_force_when_it_is_on_record_and_not_before()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Decide(AdministrativeState.Maintenance);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.False(scenario.IsAnswered(ticket));
        scenario.Appends();
        Assert.Equal(AdministrativeState.Maintenance, scenario.Decided(ticket).Administrative.State);
        Assert.Equal(DriverPhase.Closed, scenario.Live.Driver);
        Assert.Contains(scenario.Effects, effect => effect is ShadowEffects.CloseDriver);
    }

    [Fact]
    public void Out_of_service_reads_are_bad_and_served_by_the_shadow()
    {
        var scenario = OutOfService();
        var reading = scenario.Reading(scenario.Read("level"));
        Assert.Equal(
            (StatusCode.BadOutOfService, null, ServedBy.ShadowRespond),
            (reading.Status, reading.Value, reading.ServedBy));
    }

    [Fact]
    public void Out_of_service_changes_are_refused_with_owner_reason_and_end()
    {
        var scenario = OutOfService(seconds: 60);
        var refused = scenario.Refused(scenario.Write("level", 1));
        Assert.Equal(RefusalKind.OutOfService, refused.Kind);
        Assert.Equal(
            $"out of service: Maintenance by ann until {scenario.Now.Wall.AddSeconds(60):u}: new seal", refused.Reason);
    }

    [Fact]
    public void Out_of_service_nothing_is_opened_restarted_or_made_to_fail()
    {
        var scenario = OutOfService();
        var opened = scenario.Effects.OfType<ShadowEffects.OpenDriver>().Count();
        scenario.Happens(new ShadowInputs.LinkDown("cable"), new ShadowInputs.LinkUp()).Wait(3600);
        Assert.Equal(RefusalKind.OutOfService, scenario.Refused(scenario.Restart()).Kind);
        Assert.Equal(RefusalKind.OutOfService, scenario.Refused(scenario.Drill()).Kind);
        Assert.Equal(opened, scenario.Effects.OfType<ShadowEffects.OpenDriver>().Count());
    }

    [Fact]
    public void A_device_that_is_given_up_is_taken_out_and_comes_back_with_its_whole_budget()
    {
        var scenario = ShadowScenario.Passive();
        for (var i = 0; i < 6; i++) scenario.Fails().Wait(1.5);
        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        scenario.Decide(AdministrativeState.Disabled);
        Assert.Equal(AdministrativeState.Disabled, scenario.Live.OutOfService?.State);
        scenario.Decide(AdministrativeState.Enabled);
        Assert.Equal((DeviceMode.Passive, RestartBudget.Full), (scenario.Live.Mode, scenario.Live.Budget));
    }

    [Fact]
    public void A_driver_that_is_opening_is_closed()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DriverOpens = false;
        scenario.Fails().Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
        Assert.Equal(DriverPhase.Opening, scenario.Live.Driver);
        scenario.Decide(AdministrativeState.Maintenance);
        var opening = scenario.Live.Incarnation;
        scenario.Opens();
        Assert.Equal((DriverPhase.Closing, opening), (scenario.Live.Driver, scenario.Live.Incarnation));
    }

    [Fact]
    public void A_change_that_was_sent_is_indeterminate_and_one_that_was_not_is_not_executed()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var sent = scenario.Write("level", 1, "sent");
        scenario.JournalAnswers = false;
        scenario.Decide(AdministrativeState.Maintenance);
        var unsent = scenario.Write("gain", 2, "unsent");
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(sent));
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(unsent));
        Assert.Equal(["write level = 1"], scenario.Written);
    }

    [Fact]
    public void What_waits_is_refused_and_what_is_queued_is_cancelled()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        var waits = scenario.Write("level", 1);
        scenario.Write("batch", 1, "queued");
        scenario.Decide(AdministrativeState.Maintenance);
        Assert.Equal(RefusalKind.OutOfService, scenario.Refused(waits).Kind);
        Assert.Equal(Verdict.NotExecuted, scenario.Record("queued").Verdict);
    }

    [Fact]
    public void What_a_former_owner_did_not_live_to_cancel_is_cancelled_by_the_next_one()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.Write("batch", 1, "queued");
        scenario.JournalAnswers = false;
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Appends();
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start();
        Assert.Equal(Verdict.NotExecuted, next.Journal.State.Requests["queued"].Verdict);
        next.Decide(AdministrativeState.Enabled);
        Assert.Equal(DeviceMode.Passive, next.Wait(2).Live.Mode);
        Assert.Empty(next.Mutations);
    }

    [Fact]
    public void What_a_former_owner_had_sent_is_indeterminate_for_the_next_one_out_of_service()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        scenario.Write("level", 1, "sent");
        scenario.JournalAnswers = false;
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Appends();
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start();
        Assert.Equal(Verdict.Indeterminate, next.Journal.State.Requests["sent"].Verdict);
    }

    [Fact]
    public void A_request_that_was_answered_before_is_answered_the_same()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1, "k");
        scenario.Decide(AdministrativeState.Disabled);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 1, "k")));
    }

    [Fact]
    public void Enabled_again_a_device_is_compared_and_nothing_is_written()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        scenario.Write("forced", 7);
        var before = scenario.Mutations.Count();
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Device["level"] = PointValue.Of(9);
        scenario.Decide(AdministrativeState.Enabled);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(before, scenario.Mutations.Count());
        var held = Assert.Single(scenario.Shadow.State.Held.Values);
        Assert.Equal((PointValue.Of(5), PointValue.Of(9)), (held.Recorded, held.Actual));
        Assert.StartsWith("compared only, after Maintenance by ann", held.Reason);
    }

    [Theory]
    [InlineData(ConflictRule.Restore)]
    [InlineData(ConflictRule.Adopt)]
    public void Whatever_a_conflict_is_declared_to_become_it_is_held(ConflictRule rule)
    {
        var scenario = ShadowScenario.Passive(
            TestDevice.Spec.With("level", point => point with { OnConflict = rule }));
        scenario.Write("level", 5);
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Device["level"] = PointValue.Of(9);
        scenario.Decide(AdministrativeState.Enabled);
        Assert.Equal(["write level = 5"], scenario.Written);
        Assert.Equal(PointValue.Of(5), Assert.Single(scenario.Shadow.State.Held.Values).Recorded);
    }

    [Fact]
    public void It_still_only_compares_when_the_first_driver_after_it_fails()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Device["level"] = PointValue.Of(9);
        scenario.DeviceReads = false;
        scenario.Decide(AdministrativeState.Enabled);
        scenario.DeviceReads = true;
        scenario.Fails().Wait(1);
        Assert.Equal(["write level = 5"], scenario.Written);
        Assert.True(scenario.Shadow.State.Held.ContainsKey("level"));
    }

    [Fact]
    public void It_still_only_compares_in_another_process()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        scenario.Decide(AdministrativeState.Maintenance);
        scenario.Device["level"] = PointValue.Of(9);
        scenario.DriverOpens = false;
        scenario.Decide(AdministrativeState.Enabled);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(1)).Start();
        next.Wait(2);
        Assert.Empty(next.Mutations);
        Assert.Equal(DeviceMode.Passive, next.Live.Mode);
        Assert.True(next.Shadow.State.Held.ContainsKey("level"));
    }

    [Fact]
    public void The_recovery_after_that_restores_as_declared()
    {
        var scenario = OutOfService();
        scenario.Decide(AdministrativeState.Enabled);
        var lost = scenario.Device["level"];
        scenario.Write("level", 5);
        scenario.Device["level"] = lost;
        scenario.Fails();
        Assert.Equal(["write level = 5", "write level = 5"], scenario.Written);
    }

    [Theory]
    [InlineData("boot")]
    [InlineData("another boot")]
    public void It_survives_the_process_and_the_machine(string boot)
    {
        var next = OutOfService().Successor("claim-2", TimeSpan.FromSeconds(1), boot).Start().Wait(10);
        Assert.Empty(next.Effects.OfType<ShadowEffects.OpenDriver>());
        Assert.Equal(RefusalKind.OutOfService, next.Refused(next.Write("level", 1)).Kind);
    }

    [Fact]
    public void Its_end_comes_after_its_time_and_is_on_record()
    {
        var scenario = OutOfService(seconds: 7200);
        scenario.WallOffset = TimeSpan.FromDays(1);
        scenario.Wait(7199);
        Assert.NotNull(scenario.Live.OutOfService);
        scenario.Wait(2);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        var last = scenario.Journal.All<ShadowEvents.AdministrativeStateChanged>()[^1];
        Assert.Equal((AdministrativeState.Enabled, "understudy"), (last.State, last.Principal));
    }

    [Fact]
    public void After_another_start_of_the_machine_its_whole_time_counts_from_there()
    {
        var scenario = OutOfService(seconds: 60);
        scenario.Wait(50);
        var next = scenario.Successor("claim-2", TimeSpan.Zero, "another boot").Start();
        next.Wait(59);
        Assert.NotNull(next.Live.OutOfService);
        next.Wait(2);
        Assert.Null(next.Live.OutOfService);
    }

    [Fact]
    public void Its_end_waits_for_the_journal()
    {
        var scenario = OutOfService(seconds: 60).JournalDown().Wait(120);
        Assert.NotNull(scenario.Live.OutOfService);
        scenario.JournalUp();
        Assert.Null(scenario.Live.OutOfService);
    }

    [Fact]
    public void A_maintenance_without_an_end_is_alarmed_once_when_it_lasts()
    {
        var scenario = OutOfService();
        scenario.Wait(ShadowLimits.MaintenanceAlarmTime - TimeSpan.FromSeconds(1));
        Assert.False(Status(scenario).Overdue);
        scenario.Wait(TimeSpan.FromDays(1));
        Assert.True(Status(scenario).Overdue);
        Assert.Single(
            scenario.Effects.OfType<ShadowEffects.LogWarning>(), warning => warning.Text.StartsWith("out of service"));
    }

    [Fact]
    public void A_disabled_device_is_never_overdue()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decide(AdministrativeState.Disabled);
        scenario.Wait(TimeSpan.FromDays(2));
        Assert.False(Status(scenario).Overdue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_decision_in_doubt_is_in_force_if_it_is_found_there_and_refused_if_not(bool written)
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Decide(AdministrativeState.Disabled);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written);
        Assert.Equal(written, scenario.Live.OutOfService is not null);
        if (written) Assert.Equal(AdministrativeState.Disabled, scenario.Decided(ticket).Administrative.State);
        else Assert.Equal(RefusalKind.JournalUnavailable, scenario.Refused(ticket).Kind);
    }

    [Fact]
    public void A_decision_is_answered_by_its_deadline()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Decide(AdministrativeState.Disabled, timeout: 1);
        scenario.Wait(1);
        Assert.Equal(RefusalKind.DeadlinePassed, scenario.Refused(ticket).Kind);
    }

    [Fact]
    public void Enabling_what_is_enabled_says_so_and_records_nothing()
    {
        var scenario = ShadowScenario.Passive();
        var ticket = scenario.Decide(AdministrativeState.Enabled);
        Assert.Equal(AdministrativeState.Enabled, scenario.Decided(ticket).Administrative.State);
        Assert.Empty(scenario.Journal.All<ShadowEvents.AdministrativeStateChanged>());
    }

    [Fact]
    public void A_device_of_another_installation_begins_disabled_once()
    {
        var theirs = ShadowScenario.Passive();
        var own = Taken with { Claim = new ClaimId("claim-2") };
        var scenario = new ShadowScenario(journal: theirs.Journal, own: own).Start();
        Assert.Empty(scenario.Effects.OfType<ShadowEffects.OpenDriver>());
        Assert.Contains("a copied database", scenario.Refused(scenario.Write("level", 1)).Reason);
        scenario.Decide(AdministrativeState.Enabled);
        var next = new ShadowScenario(journal: scenario.Journal, own: own with { Claim = new ClaimId("claim-3") });
        next.Start();
        Assert.Equal(DeviceMode.Passive, next.Live.Mode);
    }

    [Fact]
    public void A_device_that_no_other_installation_had_does_not_begin_disabled()
    {
        var scenario = new ShadowScenario(own: Taken).Start();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        var next = new ShadowScenario(journal: scenario.Journal, own: Taken with { Claim = new ClaimId("claim-2") });
        next.Start();
        Assert.Equal(DeviceMode.Passive, next.Live.Mode);
    }

    [Fact]
    public void Subscribers_are_told()
    {
        var before = ShadowScenario.Passive();
        var shadow = before.Shadow;
        before.Decide(AdministrativeState.Maintenance);
        Assert.True(SeenDevice.MayDiffer(shadow, before.Shadow));
        var seen = SeenDevice.Of(before.Shadow, before.Now);
        Assert.Equal("out of service: Maintenance by ann: new seal", seen.Cause);
        Assert.All(seen.Readings, reading => Assert.Equal(StatusCode.BadOutOfService, reading.Status));
    }

    [Fact]
    public void What_was_recorded_with_a_decision_is_not_sent_though_the_next_one_is_on_its_way()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Write("level", 1);
        var home = scenario.Ask(TestDevice.Invoke("home"));
        scenario.Decide(AdministrativeState.Disabled);
        scenario.Appends();
        scenario.Decide(AdministrativeState.Enabled);
        scenario.JournalAnswers = true;
        scenario.Appends().Wait(10);
        Assert.DoesNotContain(scenario.Written, written => written.Contains("home", StringComparison.Ordinal));
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(home));
    }

    [Fact]
    public void Before_the_journal_is_read_nobody_knows_what_was_decided()
    {
        var scenario = new ShadowScenario();
        Assert.Null(DeviceStatuses.Of(scenario.Shadow, scenario.Now).Administrative);
        scenario.Start();
        Assert.Equal(AdministrativeState.Enabled, Status(scenario).State);
    }

    /// <summary>Of an installation that took the database over.</summary>
    private static Ownership Taken => TestDevice.Own("claim-1") with
    {
        Installation = "ours",
        DisabledAtStart = new DisabledAtStart("copy", "a copied database"),
    };

    private static AdministrativeStatus Status(ShadowScenario scenario) =>
        DeviceStatuses.Of(scenario.Shadow, scenario.Now).Administrative!;

    private static ShadowScenario OutOfService(double? seconds = null)
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decided(scenario.Decide(AdministrativeState.Maintenance, seconds));
        return scenario;
    }
}
