using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>What a driver had at a counted failure and is sent again alone: no other way than what comes now.</summary>
public sealed class SuspectTests
{
    private static readonly DeviceSpec Interlocked = TestDevice.Spec.With("level", point => point with
    {
        Interlocks = [new InterlockSpec(new PointId("running"), null, null, PointValue.Of(0))],
    });

    [Fact]
    public void One_under_anothers_lock_is_given_up_and_the_recovery_goes_on()
    {
        var scenario = Suspect(TestDevice.Spec, out var ticket);
        scenario.Decided(scenario.Lock("bobs"));
        scenario.Opens();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.StartsWith("locked by ann", scenario.Record("k").Reason);
        Assert.Single(scenario.Mutations);
    }

    [Theory]
    [InlineData(0, Verdict.Confirmed, 2)]
    [InlineData(1, Verdict.Indeterminate, 1)]
    public void One_is_sent_again_only_while_its_interlocks_hold(long running, Verdict verdict, int times)
    {
        var scenario = Suspect(Interlocked, out var ticket);
        scenario.Device["running"] = PointValue.Of(running);
        scenario.Opens();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(verdict, scenario.Verdict(ticket));
        Assert.Equal(times, scenario.Sent.Times("k"));
    }

    [Fact]
    public void One_is_sent_again_no_faster_than_its_value_may_change()
    {
        var spec = TestDevice.Spec.With("level", point => point with { MaxRate = 1 });
        var scenario = ShadowScenario.Passive(spec).Wait(10);
        scenario.DeviceActs = false;
        var first = scenario.Write("level", 5);
        var second = scenario.Wait(1).Write("level", 6, "k");
        scenario.FailsForGood();
        scenario.DeviceActs = true;
        scenario.Opens();
        Assert.Equal((Verdict.Confirmed, Verdict.Indeterminate), (scenario.Verdict(first), scenario.Verdict(second)));
        Assert.Contains("maxRate", scenario.Record("k").Reason);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void One_is_not_sent_after_its_clients_deadline()
    {
        var scenario = Suspect(TestDevice.Spec, out var ticket, timeout: 1);
        scenario.Wait(0.8);
        scenario.JournalAnswers = false;
        scenario.Opens();
        while (!scenario.Journal.UnderWay!.Events.OfType<ShadowEvents.RequestDispatched>().Any()) scenario.Appends();
        scenario.Wait(0.3);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Single(scenario.Mutations);
        Assert.Equal(Verdict.Indeterminate, scenario.Record("k").Verdict);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void One_under_another_declaration_is_none()
    {
        var scenario = Suspect(TestDevice.Spec, out _);
        scenario.Redeclare("level", point => point with { Scale = 2 });
        Assert.Empty(scenario.Shadow.State.Suspects);
        Assert.Equal(Declaration.Of(scenario.Shadow.Spec), scenario.Journal.State.Declared);
    }

    /// <summary>The driver has thrown while it had a write, and the next one is not open yet.</summary>
    private static ShadowScenario Suspect(DeviceSpec spec, out long ticket, double timeout = 5)
    {
        var scenario = ShadowScenario.Passive(spec);
        scenario.DeviceActs = false;
        ticket = scenario.Write("level", 1, "k", timeout);
        Assert.Single(scenario.Mutations);
        scenario.FailsForGood();
        scenario.DeviceActs = true;
        Assert.NotEmpty(scenario.Shadow.State.Suspects);
        return scenario;
    }
}
