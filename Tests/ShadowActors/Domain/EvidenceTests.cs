using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>What a reading proves of a request whose answer was lost.</summary>
public sealed class EvidenceTests
{
    private static readonly ConfirmSpec Running = new(new PointId("running"), null, null, PointValue.Of(1));

    [Fact]
    public void A_condition_that_held_before_proves_nothing()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Wait(6);
        var ticket = Lost(scenario, s => s.Invoke("start"));
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.EndsWith(
            "'running' was 1 already before it was sent, so it proves nothing", scenario.Status(ticket).Reason);
    }

    [Fact]
    public void What_was_not_known_before_proves_nothing()
    {
        var scenario = ShadowScenario.Passive().Wait(6);
        scenario.DeviceReads = scenario.DeviceActs = false;
        var ticket = scenario.Invoke("start");
        var call = scenario.Calls.Keys.Single();
        scenario.Gives(call, [.. scenario.ReadsNow(call).Select(reading => reading with
        {
            Value = null,
            Status = StatusCode.BadOutOfRange,
        })]);
        Assert.Single(scenario.Mutations);
        scenario.DeviceReads = true;
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.EndsWith("what 'running' was before is not known, so it proves nothing", scenario.Status(ticket).Reason);
    }

    [Fact]
    public void What_was_before_is_on_record_and_proves_it_to_the_next_owner()
    {
        var scenario = ShadowScenario.Passive();
        Lost(scenario, s => s.Invoke("start", "k"));
        Assert.Equal(
            PointValue.Of(0), Assert.Single(scenario.Journal.All<ShadowEvents.RequestDispatched>()).Shown);
        scenario.Device["running"] = PointValue.Of(1);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2)).Start();
        Assert.Equal((Verdict.Confirmed, "by read-back"), (next.Record("k").Verdict, next.Record("k").Reason));
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(6, 1)]
    public void A_point_is_read_for_it_only_where_it_is_not_fresh(double seconds, int reads)
    {
        var scenario = ShadowScenario.Passive();
        scenario.Read("running");
        scenario.Wait(seconds);
        var before = scenario.Effects.Count;
        Lost(scenario, s => s.Invoke("start"));
        Assert.Equal(reads, scenario.Effects.Skip(before).OfType<ShadowEffects.CallRead>().Count());
    }

    [Fact]
    public void One_reading_does_not_prove_two_requests()
    {
        var scenario = ShadowScenario.Passive();
        var first = Lost(scenario, s => s.Invoke("start"));
        var second = scenario.Invoke("start");
        Assert.Equal(2, scenario.Mutations.Count());
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Fails().Wait(1);
        Assert.Equal(
            (Verdict.Indeterminate, Verdict.Indeterminate), (scenario.Verdict(first), scenario.Verdict(second)));
        Assert.Contains("may have done what 'running' shows", scenario.Status(first).Reason);
    }

    [Fact]
    public void What_was_read_before_another_request_was_done_says_nothing_of_the_time_after_it()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Invoke("start");
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Wait(1);
        var ticket = Lost(scenario, s => s.Invoke("start"));
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
    }

    [Fact]
    public void Of_an_idempotent_command_the_state_asked_for_is_proof_enough()
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec with
        {
            Commands = [.. TestDevice.Spec.Commands.Select(command => command with { Idempotent = true })],
        });
        scenario.Device["running"] = PointValue.Of(1);
        var ticket = Lost(scenario, s => s.Invoke("start"));
        scenario.Fails().Wait(1);
        Assert.Equal((Verdict.Confirmed, "by read-back"), (scenario.Verdict(ticket), scenario.Status(ticket).Reason));
    }

    [Theory]
    [InlineData(0, Verdict.Confirmed)]
    [InlineData(1, Verdict.Indeterminate)]
    public void A_write_of_an_output_is_proven_by_another_point(long before, Verdict verdict)
    {
        var scenario = ShadowScenario.Passive(TestDevice.Spec.With("valve", point => point with
        {
            ConfirmBy = Running,
            IsReadable = false,
        }));
        scenario.Device["running"] = PointValue.Of(before);
        scenario.Wait(6);
        var ticket = Lost(scenario, s => s.Write("valve", 5));
        scenario.Device["running"] = PointValue.Of(1);
        scenario.Fails().Wait(1);
        Assert.Equal(verdict, scenario.Verdict(ticket));
        Assert.Single(scenario.Mutations);
    }

    [Fact]
    public void A_write_of_an_output_is_proven_by_its_own_value()
    {
        var scenario = ShadowScenario.Passive();
        var ticket = Lost(scenario, s => s.Write("valve", 5));
        scenario.Device["valve"] = PointValue.Of(5);
        scenario.Fails().Wait(1);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
    }

    [Fact]
    public void An_argument_out_of_its_range_is_refused_when_asked_and_when_it_was_queued()
    {
        var given = new InvokeOperation(
            new CommandId("dose"), ImmutableSortedDictionary<string, PointValue>.Empty.Add("value", PointValue.Of(60)));
        var scenario = ShadowScenario.Passive(Dose(70)).FailsForGood();
        Assert.Equal(Verdict.Accepted, scenario.Verdict(scenario.Ask(given, "k")));
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2), spec: Dose(50)).Start();
        Assert.Equal(
            (Verdict.NotExecuted, "the argument 'value': 60 is outside the range 0 to 50"),
            (next.Record("k").Verdict, next.Record("k").Reason));
        var refused = next.Refused(next.Ask(given));
        Assert.Equal(
            (RefusalKind.InvalidValue, "the argument 'value': 60 is outside the range 0 to 50"),
            (refused.Kind, refused.Reason));
    }

    private static DeviceSpec Dose(double most) => TestDevice.Spec with
    {
        Commands =
        [
            TestDevice.Command("dose", 21, idempotent: false) with
            {
                Value = null,
                Range = new ValueRange(0, most),
                WhenDown = WhenDown.Queue,
                Ttl = TimeSpan.FromSeconds(30),
            },
        ],
    };

    private static long Lost(ShadowScenario scenario, Func<ShadowScenario, long> ask)
    {
        scenario.DeviceActs = false;
        return ask(scenario);
    }
}
