using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>What was accepted into the queue and cut in flight: sent again within its ttl where it may be repeated,
/// never where not.</summary>
public sealed class QueuedOutstandingTests
{
    /// <summary>Of a second failure in a row.</summary>
    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(0.2);

    private static readonly DeviceSpec Queueing = TestDevice.Spec with
    {
        Commands =
        [
            .. TestDevice.Spec.Commands.Select(command => command.Id.Value is "home" or "dose"
                ? command with { WhenDown = WhenDown.Queue, Ttl = TimeSpan.FromSeconds(10) }
                : command),
        ],
    };

    [Theory]
    [InlineData(FailureKind.NoResponse)]
    [InlineData(FailureKind.DriverException)]
    public void One_that_may_be_repeated_is_sent_again(FailureKind kind)
    {
        var scenario = InFlight("home", kind);
        scenario.Opens();
        Assert.Equal(2, scenario.Sent.Times("k"));
        Assert.Equal(Verdict.Confirmed, scenario.Record("k").Verdict);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Theory]
    [InlineData(FailureKind.NoResponse)]
    [InlineData(FailureKind.DriverException)]
    public void One_that_may_not_is_indeterminate(FailureKind kind)
    {
        var scenario = InFlight("dose", kind);
        scenario.Opens();
        Assert.Equal(1, scenario.Sent.Times("k"));
        Assert.Equal(Verdict.Indeterminate, scenario.Record("k").Verdict);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void Its_ttl_counts_from_its_acceptance()
    {
        var scenario = InFlight("home", FailureKind.NoResponse, waited: 6);
        scenario.Wait(TimeSpan.FromSeconds(4) - (2 * HoldTime));
        Assert.Equal(Verdict.Sent, scenario.Record("k").Verdict);
        scenario.Wait(HoldTime);
        Assert.Equal(Verdict.Indeterminate, scenario.Journal.State.Requests["k"].Verdict);
        scenario.Opens();
        Assert.Equal(1, scenario.Sent.Times("k"));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void It_goes_before_what_was_queued_after_it()
    {
        var scenario = InFlight("home", FailureKind.NoResponse);
        scenario.Write("batch", 1);
        scenario.Opens();
        Assert.Equal(["invoke home", "invoke home", "write batch = 1"], scenario.Written);
    }

    [Fact]
    public void A_safe_action_that_came_after_it_is_not_undone()
    {
        var scenario = InFlight("home", FailureKind.NoResponse);
        var stop = scenario.Invoke("stop");
        Assert.Equal(Verdict.Indeterminate, scenario.Record("k").Verdict);
        scenario.Opens();
        Assert.Equal(["invoke home", "invoke stop"], scenario.Written);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(stop));
    }

    [Fact]
    public void A_lock_taken_meanwhile_holds_it_back()
    {
        var scenario = InFlight("home", FailureKind.NoResponse);
        scenario.Decided(scenario.Lock("bobs"));
        scenario.Opens();
        Assert.Equal(1, scenario.Sent.Times("k"));
        Assert.Contains("locked by ann", scenario.Record("k").Reason);
        Assert.Equal(Verdict.Indeterminate, scenario.Record("k").Verdict);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void At_which_the_driver_fails_twice_is_quarantined()
    {
        var scenario = Down();
        scenario.Kills = effect => effect is ShadowEffects.CallMutate { Request.Value: "k" } ? "k" : null;
        scenario.DriverOpens = true;
        scenario.Opens().Wait(5);
        Assert.Equal(2, scenario.Killed["k"]);
        Assert.Equal(["request:k"], scenario.Shadow.State.Quarantine.Keys);
        Assert.Equal(Verdict.Indeterminate, scenario.Record("k").Verdict);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Theory]
    [InlineData(2, "boot", 2, Verdict.Confirmed)]
    [InlineData(11, "boot", 1, Verdict.Indeterminate)]
    [InlineData(2, "another boot", 1, Verdict.Indeterminate)]
    public void The_next_owner_sends_it_again_within_its_ttl(double after, string boot, int times, Verdict verdict)
    {
        var scenario = InFlight("home", FailureKind.NoResponse);
        var spec = Queueing with { Commands = [.. Queueing.Commands.Where(command => !command.Safe)] };
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(after), boot, spec: spec).Start().Wait(3);
        Assert.Equal(times, next.Sent.Times("k"));
        Assert.Equal(verdict, next.Record("k").Verdict);
        Assert.Equal(DeviceMode.Passive, next.Live.Mode);
    }

    [Fact]
    public void An_owner_that_stops_leaves_it_to_the_next()
    {
        var scenario = InFlight("home", FailureKind.NoResponse);
        scenario.Happens(new ShadowInputs.StopOrdered("moved"));
        Assert.True(scenario.Stopped);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(1)).Start().Wait(2);
        Assert.Equal(2, next.Sent.Times("k"));
        Assert.Equal(Verdict.Confirmed, next.Record("k").Verdict);
    }

    [Fact]
    public void That_the_second_driver_surely_did_not_have_it_does_not_end_it()
    {
        var scenario = InFlight("home", FailureKind.NoResponse);
        scenario.DeviceActs = false;
        scenario.Opens();
        Assert.Equal(2, scenario.Sent.Times("k"));
        scenario.DeviceActs = scenario.DriverOpens = true;
        scenario.FailsUnsent().Wait(3);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal((Verdict.Confirmed, 2), (scenario.Record("k").Verdict, scenario.Sent.Times("k")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_journal_in_doubt_about_its_second_dispatch_does_not_end_it(bool written)
    {
        var scenario = InFlight("home", FailureKind.NoResponse);
        scenario.JournalAnswers = false;
        scenario.Opens();
        while (!scenario.Journal.UnderWay!.Events.OfType<ShadowEvents.RequestDispatched>().Any()) scenario.Appends();
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written);
        Assert.Equal((Verdict.Confirmed, 2), (scenario.Record("k").Verdict, scenario.Sent.Times("k")));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Theory]
    [InlineData(FailureKind.NoResponse)]
    [InlineData(FailureKind.DriverException)]
    public void What_was_sent_before_it_was_queued_goes_before_it(FailureKind kind)
    {
        var scenario = Superseded(kind, out var first);
        scenario.Opens();
        Assert.Equal(["write gain = 1", "write gain = 1", "write gain = 2"], scenario.Written);
        Assert.Equal(PointValue.Of(2), scenario.Device["gain"]);
        Assert.Equal((Verdict.Confirmed, Verdict.Confirmed), (scenario.Verdict(first), scenario.Record("k").Verdict));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_queued_setting_is_on_record_when_it_is_confirmed()
    {
        var scenario = Superseded(FailureKind.NoResponse, out _);
        scenario.Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Record("k").Verdict);
        Assert.Equal(PointValue.Of(2), scenario.Shadow.State.Settings["gain"].Value);
        scenario.Device["gain"] = PointValue.Of(0);
        scenario.DriverOpens = true;
        scenario.Wait(20).Fails(FailureKind.NoResponse).Wait(2);
        Assert.Equal(PointValue.Of(2), scenario.Device["gain"]);
    }

    [Fact]
    public void One_on_its_way_into_the_journal_at_a_planned_change_is_executed_by_the_next_driver()
    {
        var scenario = Down();
        scenario.JournalAnswers = false;
        scenario.Opens();
        while (!scenario.Journal.UnderWay!.Events.OfType<ShadowEvents.RequestDispatched>().Any()) scenario.Appends();
        scenario.DriverOpens = true;
        scenario.Redeclare("level", point => point with { At = new ModbusAddress(ModbusTable.Holding, 30) });
        Assert.Empty(scenario.Mutations);
        scenario.JournalAnswers = true;
        scenario.Appends().Wait(1);
        Assert.Equal((Verdict.Confirmed, 1), (scenario.Record("k").Verdict, scenario.Sent.Times("k")));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    /// <summary>A write was cut in flight and its client waits; a later one of the same setting is queued as k.
    /// </summary>
    private static ShadowScenario Superseded(FailureKind kind, out long first)
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec.With(
            "gain", point => point with { WhenDown = WhenDown.Queue, Ttl = TimeSpan.FromSeconds(10) }));
        scenario.DeviceActs = false;
        first = scenario.Write("gain", 1);
        scenario.FailsForGood(kind);
        scenario.DeviceActs = true;
        Assert.Equal(Verdict.Accepted, scenario.Verdict(scenario.Write("gain", 2, "k")));
        return scenario.Wait(HoldTime);
    }

    /// <summary>Accepted under the key k while no driver was open.</summary>
    private static ShadowScenario Down(string command = "home")
    {
        var scenario = ShadowScenario.Passive(Queueing).FailsForGood(FailureKind.NoResponse);
        Assert.Equal(Verdict.Accepted, scenario.Verdict(scenario.Invoke(command, "k")));
        return scenario;
    }

    /// <summary>The first driver that had it has failed, and the next one is not open yet.</summary>
    private static ShadowScenario InFlight(string command, FailureKind kind, double waited = 0)
    {
        var scenario = Down(command);
        scenario.DeviceActs = false;
        scenario.Wait(waited).Opens();
        Assert.Equal(1, scenario.Sent.Times("k"));
        scenario.FailsForGood(kind).Wait(HoldTime);
        scenario.DeviceActs = true;
        return scenario;
    }
}
