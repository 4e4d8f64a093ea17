using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>An order or a decision under a client's key is done once, and answered the same again.</summary>
public sealed class OrderKeyTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_decision_asked_again_is_answered_as_the_first_one_and_not_made_again()
    {
        var scenario = ShadowScenario.Passive();
        var first = scenario.Decided(Decide(scenario, AdministrativeState.Maintenance));
        scenario.Decided(scenario.Decide(AdministrativeState.Enabled));
        scenario.Wait(1);
        var again = scenario.Decided(Decide(scenario, AdministrativeState.Maintenance));
        Assert.Equal(first.Administrative, again.Administrative);
        Assert.Null(scenario.Live.OutOfService);
        Assert.Equal(2, scenario.Journal.All<ShadowEvents.AdministrativeStateChanged>().Length);
    }

    [Fact]
    public void One_that_changed_nothing_changes_nothing_later_either()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decided(Decide(scenario, AdministrativeState.Enabled));
        scenario.Decided(scenario.Decide(AdministrativeState.Disabled));
        var again = scenario.Decided(Decide(scenario, AdministrativeState.Enabled));
        Assert.Equal(AdministrativeState.Enabled, again.Administrative.State);
        Assert.NotNull(scenario.Live.OutOfService);
    }

    [Fact]
    public void The_key_outlives_the_process()
    {
        var scenario = ShadowScenario.Passive();
        Decide(scenario, AdministrativeState.Maintenance);
        scenario.Decide(AdministrativeState.Enabled);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start().Wait(2);
        Assert.Equal(
            AdministrativeState.Maintenance,
            next.Decided(Decide(next, AdministrativeState.Maintenance)).Administrative.State);
        Assert.Null(next.Live.OutOfService);
    }

    [Fact]
    public void Another_order_under_the_same_key_is_refused()
    {
        var scenario = ShadowScenario.Passive();
        Decide(scenario, AdministrativeState.Maintenance);
        Assert.Equal(RefusalKind.KeyReused, scenario.Refused(Decide(scenario, AdministrativeState.Disabled)).Kind);
        Assert.Equal(RefusalKind.KeyReused, scenario.Refused(Restart(scenario)).Kind);
        Assert.Equal(RefusalKind.KeyReused, scenario.Refused(scenario.Write("level", 1, "k")).Kind);
        Assert.Equal(AdministrativeState.Maintenance, scenario.Live.OutOfService?.State);
    }

    [Fact]
    public void The_key_of_a_request_is_none_for_an_order()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1, "k");
        var incarnation = scenario.Live.Incarnation;
        Assert.Equal(RefusalKind.KeyReused, scenario.Refused(Restart(scenario)).Kind);
        Assert.Equal(incarnation, scenario.Live.Incarnation);
    }

    [Fact]
    public void The_same_time_of_day_is_the_same_order_though_less_is_left_until_then()
    {
        var scenario = ShadowScenario.Passive();
        var until = DateTimeOffset.UnixEpoch.AddHours(2);
        scenario.Decided(Until(60_000));
        Assert.Equal(AdministrativeState.Maintenance, scenario.Decided(Until(59_000)).Administrative.State);
        Assert.Single(scenario.Journal.All<ShadowEvents.AdministrativeStateChanged>());

        long Until(long ms) => scenario.Ask(new ShadowCommands.SetState(
            TestDevice.Id, new RequestId("k"), "ann", AdministrativeState.Maintenance, "new seal", ms, Timeout, true,
            until));
    }

    [Fact]
    public void Two_at_once_are_one_and_both_are_answered_when_it_is_durable()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var first = Decide(scenario, AdministrativeState.Maintenance);
        var again = Decide(scenario, AdministrativeState.Maintenance);
        Assert.False(scenario.IsAnswered(again));
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(
            scenario.Decided(first).Administrative.State, scenario.Decided(again).Administrative.State);
        Assert.Single(scenario.Journal.All<ShadowEvents.AdministrativeStateChanged>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_in_doubt_is_told_to_both_as_it_turned_out(bool written)
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var first = Decide(scenario, AdministrativeState.Maintenance);
        var again = Decide(scenario, AdministrativeState.Maintenance);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written);
        Assert.Equal(
            [written, written],
            new[] { first, again }.Select(ticket => scenario.Answers[ticket] is ShadowReplies.Decided));
        // What is not in force may be decided now.
        Assert.Equal(
            AdministrativeState.Maintenance,
            scenario.Decided(Decide(scenario, AdministrativeState.Maintenance)).Administrative.State);
        Assert.Single(scenario.Journal.All<ShadowEvents.AdministrativeStateChanged>());
    }

    [Fact]
    public void A_key_is_forgotten_only_after_its_window_and_a_full_table_answers_busy()
    {
        var scenario = ShadowScenario.Passive();
        for (var i = 0; i < ShadowLimits.OrderKeysMax; i++) scenario.Decided(Keyed($"k{i}"));
        Assert.Equal(RefusalKind.Busy, scenario.Refused(Keyed("one-more")).Kind);
        Assert.IsType<ShadowReplies.Decided>(scenario.Answers[Keyed("k0")]);
        scenario.Wait(ShadowLimits.KeyWindow + TimeSpan.FromSeconds(1));
        scenario.Decided(Keyed("one-more"));
        Assert.Equal(["one-more"], scenario.Shadow.State.Orders!.Keys);

        long Keyed(string key) => Decide(scenario, AdministrativeState.Enabled, key);
    }

    [Fact]
    public void A_lifted_quarantine_that_came_back_is_not_lifted_again()
    {
        var scenario = Quarantined();
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[Lift(scenario)]);
        scenario.Wait(5);
        Assert.Single(scenario.Shadow.State.Quarantine);
        var again = Assert.IsType<ShadowReplies.Done>(scenario.Answers[Lift(scenario)]);
        Assert.Equal("read:temp is lifted from quarantine", again.Text);
        Assert.Single(scenario.Shadow.State.Quarantine);
        Assert.Single(scenario.Journal.All<ShadowEvents.QuarantineLifted>());
    }

    [Fact]
    public void A_lock_given_back_meanwhile_is_not_taken_again()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decided(Lock(scenario));
        scenario.Decided(scenario.Unlock());
        Assert.NotNull(scenario.Decided(Lock(scenario)).Lock);
        Assert.Null(scenario.Shadow.State.Lock);
    }

    [Fact]
    public void An_adopted_setting_that_was_written_meanwhile_is_not_adopted_again()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        scenario.FailsForGood(FailureKind.LinkLost);
        scenario.Device["level"] = PointValue.Of(70);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[Adopt(scenario)]);
        scenario.Write("level", 6);
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[Adopt(scenario)]);
        Assert.Equal(PointValue.Of(6), scenario.Shadow.State.Settings["level"].Value);
    }

    [Fact]
    public void A_restart_is_done_once_for_each_key()
    {
        var scenario = ShadowScenario.Passive();
        var before = scenario.Live.Incarnation;
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[Restart(scenario)]);
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[Restart(scenario)]);
        Assert.Equal(before.Next(), scenario.Live.Incarnation);
        Assert.Single(scenario.Journal.All<ShadowEvents.RestartOrdered>());
    }

    [Fact]
    public void One_that_is_under_way_is_waited_for()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DriverOpens = false;
        var first = Restart(scenario);
        var again = Restart(scenario);
        Assert.False(scenario.IsAnswered(again));
        scenario.Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation)).Opens();
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[first]);
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[again]);
        Assert.Single(scenario.Journal.All<ShadowEvents.RestartOrdered>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_was_refused_in_doubt_may_be_ordered_again(bool written)
    {
        var scenario = ShadowScenario.Passive();
        var before = scenario.Live.Incarnation;
        scenario.JournalAnswers = false;
        var ticket = Restart(scenario);
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written);
        Assert.Equal(RefusalKind.JournalUnavailable, scenario.Refused(ticket).Kind);
        Assert.Equal(before, scenario.Live.Incarnation);
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[Restart(scenario)]);
        Assert.Equal(before.Next(), scenario.Live.Incarnation);
    }

    [Fact]
    public void A_drill_is_armed_once_for_each_key_and_one_that_was_not_may_be_ordered_again()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var late = Drill(scenario, 1);
        scenario.Wait(1);
        Assert.Equal(RefusalKind.DeadlinePassed, scenario.Refused(late).Kind);
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Empty(scenario.Effects.OfType<ShadowEffects.InjectFault>());
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[Drill(scenario, 1)]);
        Assert.IsType<ShadowReplies.Done>(scenario.Answers[Drill(scenario, 1)]);
        Assert.Single(scenario.Effects.OfType<ShadowEffects.InjectFault>());
    }

    [Fact]
    public void The_key_of_an_order_is_none_for_a_request_that_came_before_the_journal_was_read()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decided(Lock(scenario));
        scenario.Decided(scenario.Unlock());
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2));
        var ticket = next.Write("level", 1, "k");
        next.Start().Wait(3);
        Assert.Equal(RefusalKind.KeyReused, next.Refused(ticket).Kind);
        Assert.Empty(next.Mutations);
    }

    [Fact]
    public void A_drill_that_was_not_armed_before_the_owner_stopped_may_be_ordered_again()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Lock();
        Assert.False(scenario.IsAnswered(Drill(scenario, 5)));
        scenario.Happens(new ShadowInputs.StopOrdered("moved"));
        scenario.Appends().Appends();
        Assert.True(scenario.Stopped);
        Assert.Empty(scenario.Effects.OfType<ShadowEffects.InjectFault>());
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start();
        Assert.IsType<ShadowReplies.Done>(next.Answers[Drill(next, 5)]);
        Assert.Single(next.Effects.OfType<ShadowEffects.InjectFault>());
    }

    [Fact]
    public void What_was_done_in_several_steps_is_told_again()
    {
        var scenario = ShadowScenario.Passive();
        Assert.Equal("", Text(Keep("a", null)));
        Assert.Equal("[1]", Text(Keep("a", "[1]")));
        Assert.Equal("[1]", Text(Keep("a", null)));
        Assert.Equal(RefusalKind.KeyReused, scenario.Refused(Keep("b", null)).Kind);

        long Keep(string asked, string? answer) => scenario.Ask(new ShadowCommands.KeepAnswer(
            TestDevice.Id, new RequestId("k"), "ann", asked, answer, Timeout));

        string Text(long ticket) => Assert.IsType<ShadowReplies.Done>(scenario.Answers[ticket]).Text;
    }

    private static ShadowScenario Quarantined()
    {
        var second = TimeSpan.FromSeconds(1);
        var scenario = ShadowScenario.Passive(TestDevice.Spec
            .With("temp", point => point with { ScanPeriod = second })
            .With("running", point => point with { ScanPeriod = second }));
        scenario.Kills = effect =>
            effect is ShadowEffects.CallRead read && read.Points.Contains(new PointId("temp")) ? "temp" : null;
        scenario.Wait(5);
        Assert.Single(scenario.Shadow.State.Quarantine);
        return scenario;
    }

    private static long Decide(ShadowScenario scenario, AdministrativeState state, string key = "k") => scenario.Ask(
        new ShadowCommands.SetState(
            TestDevice.Id, new RequestId(key), "ann", state, "new seal", null, Timeout, Keyed: true));

    private static long Lock(ShadowScenario scenario) => scenario.Ask(new ShadowCommands.TakeLock(
        TestDevice.Id, new RequestId("k"), "ann", "anns", 60_000, Timeout, Keyed: true));

    private static long Lift(ShadowScenario scenario) => scenario.Ask(new ShadowCommands.LiftQuarantine(
        TestDevice.Id, new RequestId("k"), "ann", "read:temp", Timeout, Keyed: true));

    private static long Adopt(ShadowScenario scenario) => scenario.Ask(new ShadowCommands.AdoptSetting(
        TestDevice.Id, new RequestId("k"), "ann", new PointId("level"), PointValue.Of(70), Timeout, Keyed: true));

    private static long Restart(ShadowScenario scenario) => scenario.Ask(new ShadowCommands.RestartDriver(
        TestDevice.Id, new RequestId("k"), "ann", "test", Timeout, Keyed: true));

    private static long Drill(ShadowScenario scenario, double timeout) => scenario.Ask(new ShadowCommands.InjectFault(
        TestDevice.Id, new RequestId("k"), "ann", DrillFault.Throw, TimeSpan.FromSeconds(timeout), Keyed: true));
}
