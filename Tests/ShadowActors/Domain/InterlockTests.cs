using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class InterlockTests
{
    private static readonly InterlockSpec IsOff = new(new PointId("running"), null, null, PointValue.Of(0));
    private static readonly InterlockSpec IsCold = new(new PointId("temp"), null, 50, null);

    private static readonly DeviceSpec Spec = TestDevice.Spec
        .With("level", point => point with { Interlocks = [IsOff, IsCold] })
        .With("batch", point => point with { Interlocks = [IsOff] });

    [Fact]
    public void A_write_is_sent_while_all_hold()
    {
        var scenario = ShadowScenario.Passive(Spec);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 5)));
    }

    [Theory]
    [InlineData("running", 1, "the interlock 'running equals 0' does not hold: it is 1, Good, 0 s old")]
    [InlineData("temp", 50, "the interlock 'temp below 50' does not hold: it is 50, Good, 0 s old")]
    public void The_refusal_names_the_interlock_the_value_and_its_age(string input, long value, string reason)
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Device[input] = PointValue.Of(value);
        scenario.Read(input);
        var refused = scenario.Refused(scenario.Write("level", 5));
        Assert.Equal((RefusalKind.Interlocked, reason), (refused.Kind, refused.Reason));
        Assert.Empty(scenario.Written);
    }

    [Fact]
    public void An_input_that_is_not_fresh_is_read_at_once()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Sleep(TimeSpan.FromSeconds(6));
        scenario.Device["running"] = PointValue.Of(1);
        Assert.Contains("it is 1, Good, 0 s old", scenario.Refused(scenario.Write("level", 5)).Reason);
        scenario.Device["running"] = PointValue.Of(0);
        scenario.Sleep(TimeSpan.FromSeconds(6));
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 5)));
    }

    [Fact]
    public void An_input_that_is_not_good_does_not_hold()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Sleep(TimeSpan.FromSeconds(6));
        scenario.DeviceReads = false;
        var ticket = scenario.Write("level", 5);
        var call = scenario.Calls.Keys.Single();
        scenario.Gives(call,
        [
            .. scenario.ReadsNow(call).Select(reading => reading with
            {
                Value = null, Status = StatusCode.BadOutOfRange,
            }),
        ]);
        var refused = scenario.Refused(ticket);
        Assert.Equal(RefusalKind.Interlocked, refused.Kind);
        Assert.Contains("is not known to hold: 'running' is Bad/OutOfRange", refused.Reason);
        Assert.Empty(scenario.Written);
    }

    [Fact]
    public void The_reading_takes_no_longer_than_the_deadline()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Sleep(TimeSpan.FromSeconds(6));
        scenario.DeviceReads = false;
        var ticket = scenario.Write("level", 5, timeout: 2);
        Assert.Equal(RequestPhase.Checking, scenario.Live.Requests.Values.Single().Phase);
        Assert.Equal(RefusalKind.DeadlinePassed, scenario.Wait(2).Refused(ticket).Kind);
        scenario.Gives(scenario.Calls.Keys.Single());
        Assert.Empty(scenario.Written);
    }

    [Fact]
    public void A_request_whose_inputs_were_being_read_waits_for_the_next_driver()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Sleep(TimeSpan.FromSeconds(6));
        scenario.DeviceReads = false;
        var ticket = scenario.Write("level", 5);
        scenario.FailsForGood();
        Assert.False(scenario.IsAnswered(ticket));
        scenario.DeviceReads = scenario.DriverOpens = true;
        scenario.Wait(1);
        scenario.Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
    }

    [Theory]
    [InlineData(0, Verdict.Confirmed)]
    [InlineData(1, Verdict.NotExecuted)]
    public void It_is_looked_at_again_before_a_queued_request_is_executed(long running, Verdict verdict)
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.FailsForGood();
        Assert.Equal(Verdict.Accepted, scenario.Verdict(scenario.Write("batch", 5, "k")));
        scenario.Device["running"] = PointValue.Of(running);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(verdict, scenario.Record("k").Verdict);
        Assert.Equal(verdict == Verdict.Confirmed, scenario.Written.Contains("write batch = 5"));
        if (verdict == Verdict.NotExecuted) Assert.StartsWith(VerdictReason.Interlocked, scenario.Record("k").Reason);
    }

    [Fact]
    public void It_is_looked_at_again_before_a_write_that_waited_is_sent()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.FailsForGood();
        var ticket = scenario.Write("level", 5);
        scenario.Device["running"] = PointValue.Of(1);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(RefusalKind.Interlocked, scenario.Refused(ticket).Kind);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_setting_is_restored_only_while_its_interlocks_hold(long running)
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Write("level", 5);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.Device["running"] = PointValue.Of(running);
        scenario.Fails();
        Assert.Equal(PointValue.Of(running == 0 ? 5 : 0), scenario.Device["level"]);
        if (running == 1) Assert.Contains("'running equals 0'", scenario.Shadow.State.Held["level"].Reason);
    }

    [Fact]
    public void It_is_looked_at_before_each_setting_that_is_restored()
    {
        var scenario = ShadowScenario.Passive(Spec.With("gain", point => point with { Interlocks = [IsOff] }));
        foreach (var point in new[] { "level", "gain" }) scenario.Write(point, 5);
        foreach (var point in new[] { "level", "gain" }) scenario.Device[point] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails();
        Assert.Equal("write level = 5", scenario.Written.Last());
        // Restoring the first takes longer than the reading counts, and meanwhile it runs.
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Sleep(TimeSpan.FromSeconds(6));
        scenario.Acts();
        Assert.Equal("write level = 5", scenario.Written.Last());
        Assert.Contains("'running equals 0'", scenario.Shadow.State.Held["gain"].Reason);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_setting_is_restored_by_what_its_interlock_reads_by_then()
    {
        var scenario = ShadowScenario.Passive(Spec.With("gain", point => point with { Interlocks = [IsOff] }));
        foreach (var point in new[] { "level", "gain" }) scenario.Write(point, 5);
        foreach (var point in new[] { "level", "gain" }) scenario.Device[point] = PointValue.Of(0);
        scenario.DeviceActs = false;
        scenario.Fails();
        scenario.Sleep(TimeSpan.FromSeconds(6));
        scenario.DeviceActs = true;
        scenario.Acts();
        Assert.Equal(PointValue.Of(5), scenario.Device["gain"]);
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void A_safe_action_is_exempt_unless_it_declares_one()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Read("running");
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Invoke("stop")));
        var declared = Spec with
        {
            Commands = [.. Spec.Commands.Select(command => command with { Interlocks = [IsOff] })],
        };
        scenario = ShadowScenario.Passive(declared);
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Read("running");
        Assert.Equal(RefusalKind.Interlocked, scenario.Refused(scenario.Invoke("stop")).Kind);
    }
}
