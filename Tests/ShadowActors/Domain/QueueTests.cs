using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class QueueTests
{
    [Fact]
    public void Accepted_is_told_only_when_it_is_durable()
    {
        var scenario = Down();
        scenario.JournalAnswers = false;
        var ticket = scenario.Write("batch", 1);
        Assert.False(scenario.IsAnswered(ticket));
        scenario.Appends();
        Assert.Equal((Verdict.Accepted, ServedBy.ShadowQueue),
            (scenario.Verdict(ticket), scenario.Status(ticket).ServedBy));
    }

    [Fact]
    public void What_was_accepted_is_executed_in_order_after_the_recovery()
    {
        var scenario = Down();
        scenario.Write("batch", 1);
        scenario.Write("other", 2);
        scenario.Write("batch", 3);
        scenario.Opens();
        Assert.Equal(["write batch = 1", "write other = 2", "write batch = 3"], scenario.Written);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_later_write_supersedes_the_newest_one_of_the_same_setting()
    {
        var scenario = Down();
        scenario.Write("batch", 1, "a");
        scenario.Write("batch", 2, "b");
        scenario.Opens();
        Assert.Equal(["write batch = 2"], scenario.Written);
        Assert.Equal(Verdict.NotExecuted, scenario.Record("a").Verdict);
    }

    [Fact]
    public void Superseded_is_told_only_when_it_is_durable()
    {
        var scenario = Down();
        scenario.JournalAnswers = false;
        var first = scenario.Write("batch", 1, "a");
        scenario.Write("batch", 2, "b");
        scenario.Appends();
        Assert.Equal(Verdict.Accepted, scenario.Journal.State.Requests["a"].Verdict);
        Assert.False(scenario.IsAnswered(first));
        scenario.Appends();
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(first));
    }

    [Fact]
    public void A_superseded_key_asked_again_is_not_executed_after_what_came_later()
    {
        var scenario = Down();
        scenario.Write("batch", 1, "a");
        scenario.Write("batch", 2, "b");
        scenario.Opens();
        Assert.Equal(Verdict.NotExecuted, scenario.Verdict(scenario.Write("batch", 1, "a")));
        Assert.Equal(["write batch = 2"], scenario.Written);
    }

    [Fact]
    public void What_waited_longer_than_its_ttl_is_not_executed()
    {
        var scenario = Down();
        scenario.Write("batch", 1, "a");
        scenario.Wait(11).Opens();
        Assert.Empty(scenario.Mutations);
        Assert.Equal(Verdict.NotExecuted, scenario.Record("a").Verdict);
    }

    [Fact]
    public void It_expires_at_its_ttl_though_nobody_asks()
    {
        var scenario = Down();
        scenario.Write("batch", 1, "a");
        scenario.Wait(9.9);
        Assert.Equal(Verdict.Accepted, scenario.Record("a").Verdict);
        scenario.Wait(0.1);
        Assert.Equal(Verdict.NotExecuted, scenario.Journal.State.Requests["a"].Verdict);
    }

    [Fact]
    public void What_a_former_owner_accepted_expires_though_no_driver_comes()
    {
        var scenario = ShadowScenario.Passive(TestDevice.Unsafe).FailsForGood();
        scenario.Write("batch", 1, "a");
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2));
        next.DriverOpens = false;
        next.Start().Wait(8);
        Assert.Equal(Verdict.NotExecuted, next.Record("a").Verdict);
    }

    [Fact]
    public void What_another_start_of_the_machine_accepted_is_expired()
    {
        var scenario = Down();
        scenario.Write("batch", 1, "a");
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2), "boot-2").Start().Wait(2);
        Assert.Empty(next.Mutations);
        Assert.Equal(Verdict.NotExecuted, next.Record("a").Verdict);
    }

    [Fact]
    public void What_a_former_owner_accepted_is_executed_by_the_next_one()
    {
        var scenario = ShadowScenario.Passive(TestDevice.Unsafe).FailsForGood();
        scenario.Write("batch", 1, "a");
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start().Wait(3);
        Assert.Equal(Verdict.Confirmed, next.Record("a").Verdict);
    }

    [Fact]
    public void What_came_while_the_journal_was_read_is_not_taken_for_what_a_former_owner_accepted()
    {
        var next = Down().Successor("claim-2", TimeSpan.FromSeconds(2));
        var ticket = next.Write("batch", 1, "a");
        next.Start();
        Assert.Equal(Verdict.Accepted, next.Verdict(ticket));
        next.Wait(3);
        Assert.Equal(Verdict.Confirmed, next.Record("a").Verdict);
        Assert.Equal(PointValue.Of(1), next.Device["batch"]);
    }

    [Fact]
    public void It_is_not_where_a_safe_value_may_have_come_after_it()
    {
        var spec = TestDevice.Unsafe.With("valve", point => point with { SafeValues = [PointValue.Of(0)] });
        var scenario = ShadowScenario.Passive(spec).FailsForGood();
        scenario.Write("batch", 1, "a");
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start().Wait(3);
        Assert.Equal(Verdict.NotExecuted, next.Record("a").Verdict);
        Assert.Empty(next.Mutations);
    }

    [Fact]
    public void What_the_plant_file_allows_no_more_is_not_executed()
    {
        var journal = new ModelJournal();
        journal.Write(Events.Queued("a", TestDevice.Write("batch", 500)));
        var spec = TestDevice.Spec.With("batch", point => point with
        {
            Range = new ValueRange(0, 100),
        });
        var scenario = new ShadowScenario(spec, journal, uptime: TimeSpan.FromSeconds(1)).Start();
        Assert.Equal(Verdict.NotExecuted, scenario.Record("a").Verdict);
    }

    [Fact]
    public void As_many_are_queued_as_may_and_one_more_is_busy()
    {
        var scenario = Down();
        for (var i = 0; i < ShadowLimits.QueuedMax; i++) scenario.Write(i % 2 == 0 ? "batch" : "other", i);
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Write("batch", 1)).Kind);
    }

    [Fact]
    public void Expired_ones_take_no_room()
    {
        var scenario = Down();
        for (var i = 0; i < ShadowLimits.QueuedMax; i++) scenario.Write(i % 2 == 0 ? "batch" : "other", i);
        scenario.Wait(11);
        Assert.Equal(Verdict.Accepted, scenario.Verdict(scenario.Write("batch", 1)));
    }

    [Fact]
    public void A_repeated_value_of_a_repeatable_setting_is_accepted_and_confirmed_by_read_back()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("mode", 3);
        scenario.FailsForGood();
        Assert.Equal(Verdict.Accepted, scenario.Verdict(scenario.Write("mode", 3, "again")));
        scenario.Opens();
        Assert.Single(scenario.Mutations);
        Assert.Equal(Verdict.Confirmed, scenario.Record("again").Verdict);
    }

    [Fact]
    public void The_recorded_value_is_no_repetition_while_another_one_waits()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("mode", 3);
        scenario.FailsForGood();
        var other = scenario.Write("mode", 4);
        var back = scenario.Write("mode", 3);
        Assert.False(scenario.IsAnswered(back));
        scenario.Opens();
        Assert.Equal((Verdict.Confirmed, Verdict.Confirmed), (scenario.Verdict(other), scenario.Verdict(back)));
        Assert.Equal(PointValue.Of(3), scenario.Device["mode"]);
    }

    [Fact]
    public void The_value_that_waits_already_is_a_repetition()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("mode", 3);
        scenario.FailsForGood();
        scenario.Write("mode", 4);
        Assert.Equal(Verdict.Accepted, scenario.Verdict(scenario.Write("mode", 4)));
        scenario.Opens();
        Assert.Equal(PointValue.Of(4), scenario.Device["mode"]);
    }

    [Fact]
    public void A_value_that_is_not_the_recorded_one_is_no_repetition()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("mode", 3);
        scenario.FailsForGood();
        Assert.False(scenario.IsAnswered(scenario.Write("mode", 4)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_failed_transfer_surely_did_not_send_goes_back_to_its_place(bool dispatchDurable)
    {
        var scenario = Down();
        scenario.Write("batch", 1, "a");
        scenario.Write("other", 2, "b");
        scenario.DeviceActs = false;
        scenario.JournalAnswers = dispatchDurable;
        scenario.Opens();
        while (!scenario.Journal.UnderWay?.Events.OfType<ShadowEvents.RequestDispatched>().Any() ?? false)
            scenario.Appends();
        scenario.DriverOpens = scenario.DeviceActs = true;
        scenario.FailsUnsent();
        scenario.JournalAnswers = true;
        if (!dispatchDurable) scenario.Appends();
        scenario.Wait(1);
        Assert.Equal(["write batch = 1", "write other = 2"], scenario.Written.TakeLast(2));
        Assert.Equal((Verdict.Confirmed, Verdict.Confirmed),
            (scenario.Record("a").Verdict, scenario.Record("b").Verdict));
    }

    [Fact]
    public void What_goes_back_into_the_queue_has_no_new_ttl()
    {
        var scenario = Down();
        scenario.Write("batch", 1, "a");
        scenario.DeviceActs = false;
        scenario.Wait(6).Opens();
        scenario.FailsUnsent().Wait(5).Opens();
        Assert.Single(scenario.Mutations);
        Assert.Equal(Verdict.NotExecuted, scenario.Record("a").Verdict);
    }

    [Fact]
    public void In_a_former_owners_send_window_nothing_is_queued_that_no_recovery_would_execute()
    {
        var next = ShadowScenario.Passive().Successor("claim-2", TimeSpan.Zero).Start();
        var ticket = next.Write("batch", 1);
        Assert.False(next.IsAnswered(ticket));
        next.Wait(3);
        Assert.Equal(Verdict.Confirmed, next.Verdict(ticket));
    }

    private static ShadowScenario Down() => ShadowScenario.Passive().FailsForGood();
}
