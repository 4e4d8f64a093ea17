using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class KeyTests
{
    [Fact]
    public void A_repeated_key_is_answered_as_the_first_one_was()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Invoke("dose", "k");
        var again = scenario.Status(scenario.Invoke("dose", "k"));
        Assert.Equal((Verdict.Confirmed, ServedBy.ShadowDrop), (again.Verdict, again.ServedBy));
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void A_key_repeated_while_the_first_waits_joins_it()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var one = scenario.Invoke("dose", "k");
        var two = scenario.Invoke("dose", "k");
        scenario.Acts();
        Assert.Equal((Verdict.Confirmed, Verdict.Confirmed), (scenario.Verdict(one), scenario.Verdict(two)));
    }

    [Fact]
    public void Who_joins_is_answered_by_his_own_deadline()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var patient = scenario.Invoke("dose", "k", timeout: 60);
        var hasty = scenario.Invoke("dose", "k", timeout: 1);
        scenario.Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(hasty));
        scenario.Acts();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(patient));
    }

    [Fact]
    public void A_repeated_key_is_not_told_a_verdict_that_is_still_on_its_way()
    {
        var scenario = LateVerdict();
        var again = scenario.Invoke("dose", "k");
        Assert.False(scenario.IsAnswered(again));
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(again));
    }

    [Fact]
    public void Who_asks_for_a_request_is_not_told_a_verdict_that_is_still_on_its_way()
    {
        var scenario = LateVerdict();
        Assert.Equal(Verdict.Sent, Asked(scenario));
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(Verdict.Confirmed, Asked(scenario));
    }

    [Fact]
    public void One_too_many_that_waits_for_a_key_is_not_told_that_nothing_was_done()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        for (var i = 0; i < ShadowLimits.TicketsPerRequestMax; i++) scenario.Invoke("dose", "k");
        Assert.Equal(Verdict.Sent, scenario.Verdict(scenario.Invoke("dose", "k")));
    }

    [Fact]
    public void A_key_with_another_body_is_refused()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1, "k");
        Assert.Equal(RefusalKind.KeyReused, scenario.Refused(scenario.Write("level", 2, "k")).Kind);
    }

    [Fact]
    public void A_key_that_was_not_executed_still_stands_for_its_body()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        scenario.Invoke("dose", "k");
        scenario.RefusesToSend(scenario.Calls.Keys.Single());
        Assert.Equal(RefusalKind.KeyReused, scenario.Refused(scenario.Write("level", 2, "k")).Kind);
    }

    [Fact]
    public void A_key_that_waited_before_the_journal_was_read_is_answered_from_it()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Invoke("fill", "k");
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2));
        var ticket = next.Invoke("fill", "k");
        Assert.False(next.IsAnswered(ticket));
        next.Start().Wait(3);
        Assert.Equal(Verdict.Confirmed, next.Verdict(ticket));
        Assert.Empty(next.Mutations);
    }

    [Fact]
    public void A_full_table_is_busy_and_forgets_nothing_inside_the_window()
    {
        var scenario = Full();
        var before = scenario.Shadow.State.Requests.Count;
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Write("level", 1, "more")).Kind);
        Assert.Equal(before, scenario.Shadow.State.Requests.Count);
        Assert.True(scenario.IsAnswered(scenario.Write("level", 1)));
    }

    [Fact]
    public void A_full_table_makes_room_from_keys_that_are_older_than_the_window()
    {
        var scenario = Full();
        scenario.Wait(ShadowLimits.KeyWindow + TimeSpan.FromSeconds(1));
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 1, "more")));
        Assert.Single(scenario.Shadow.State.Requests);
    }

    [Fact]
    public void Keys_of_another_start_of_the_machine_are_as_old_as_this_process_at_least()
    {
        var scenario = Full().Successor("claim-2", TimeSpan.FromSeconds(2), "boot-2").Start().Wait(3);
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Write("level", 1, "more")).Kind);
        scenario.Wait(ShadowLimits.KeyWindow);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 1, "more")));
    }

    [Fact]
    public void A_full_table_does_not_stop_a_safe_action()
    {
        var scenario = Full();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop", "more")));
        Assert.Equal(1, scenario.Shadow.State.Unkeyed);
    }

    [Fact]
    public void Requests_without_a_key_are_forgotten_beyond_their_bound()
    {
        var state = ShadowState.Empty;
        for (var i = 0; i < 2_000; i++)
        {
            state = state.Apply(Events.Dispatched($"r{i}", TestDevice.Write("level", 1), keyed: false))
                .Apply(Events.Settled($"r{i}", Verdict.Confirmed));
        }

        Assert.InRange(state.Requests.Count, ShadowState.UnkeyedRequestsMax, ShadowState.UnkeyedRequestsMax + 64);
        Assert.Equal(state.Requests.Count, state.Unkeyed);
        Assert.Contains("r1999", state.Requests.Keys);
    }

    /// <summary>Its deadline is over, and then the device does it; the append of that hangs.</summary>
    private static ShadowScenario LateVerdict()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        scenario.Invoke("dose", "k", timeout: 1);
        scenario.Wait(1);
        scenario.JournalAnswers = false;
        return scenario.Acts();
    }

    private static Verdict Asked(ShadowScenario scenario) => Assert.IsType<ShadowReplies.RequestStatus>(
        DeviceStatuses.OfRequest(scenario.Shadow, new RequestId("k"))).Verdict;

    private static ShadowScenario Full()
    {
        var first = new ShadowScenario();
        var uptime = (long)first.Uptime.TotalMilliseconds;
        for (var i = 0; i < ShadowLimits.KeysMax; i++)
        {
            first.Journal.Write(
                Events.Dispatched($"key-{i}", TestDevice.Write("level", 1), keyed: true, uptime),
                Events.Settled($"key-{i}", Verdict.Confirmed, uptime));
        }

        first.Device["level"] = PointValue.Of(1);
        return first.Start();
    }
}
