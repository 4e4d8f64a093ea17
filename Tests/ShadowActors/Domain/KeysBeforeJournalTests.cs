using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>A shadow that has not read its journal knows no key, and tells nobody that nothing was done.</summary>
public sealed class KeysBeforeJournalTests
{
    private const string Plant = """
        gateways:
          g: {link: {modbusTcp: 127.0.0.1}, devices: {d: {profile: p, unit: 1}}}
        profiles:
          p:
            class: register
            commands:
              dose: {write: {at: holding/20, type: uint16, value: 1}, idempotent: false}
              halt: {write: {at: holding/21, type: uint16, value: 1}, idempotent: true, safe: true}
        """;

    private static readonly DeviceSpec Device = PlantFile.Parse(Plant, "plant.yaml").Plant!.Gateways[0].Devices[0];
    private static readonly RequestId Key = new("k");
    private static readonly Moment Now = new(TimeSpan.FromMinutes(5), DateTimeOffset.UnixEpoch, 0.5);

    private static readonly Ownership Own = new(
        new ClaimId("claim"), "node", "installation", "boot", TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), null,
        DrillsAllowed: false, TimeSpan.TicksPerSecond);

    [Fact]
    public void A_link_that_is_lost_before_the_journal_is_read_refuses_nothing_whose_key_may_be_known()
    {
        var scenario = ShadowScenario.Passive();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("valve", 5, "k")));
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2));
        var ticket = next.Write("valve", 5, "k");
        next.Happens(new ShadowInputs.DriverClosed(Incarnation.None), new ShadowInputs.LinkDown("not connected yet"));
        next.JournalReads();
        Assert.Equal(Verdict.Confirmed, next.Verdict(ticket));
    }

    [Fact]
    public void A_command_waits_for_the_journal_and_is_answered_as_its_key_was()
    {
        var asked = Ask(Shadow.Starting(Device, Own, Now), "dose");
        Assert.Empty(Replies(asked));

        var read = ShadowDecider.Decide(asked.Shadow, new ShadowInputs.JournalRecovered(Confirmed("dose")), Now);

        var status = Assert.IsType<ShadowReplies.RequestStatus>(Assert.Single(Replies(read)));
        Assert.Equal(Verdict.Confirmed, status.Verdict);
    }

    [Fact]
    public void A_new_command_is_refused_only_when_its_key_is_known_to_be_new()
    {
        var asked = Ask(Shadow.Starting(Device, Own, Now), "dose");

        var read = ShadowDecider.Decide(asked.Shadow, new ShadowInputs.JournalRecovered(ShadowState.Empty), Now);

        Assert.Equal(RefusalKind.Busy, Assert.IsType<ShadowReplies.Refused>(Assert.Single(Replies(read))).Kind);
    }

    [Fact]
    public void At_its_deadline_it_is_told_that_nothing_is_known()
    {
        var asked = Ask(Shadow.Starting(Device, Own, Now), "dose");
        var later = Now with { Uptime = Now.Uptime + TimeSpan.FromSeconds(6) };

        var late = ShadowDecider.Decide(
            asked.Shadow, new ShadowInputs.TimerFired(new ShadowTimer(ShadowTimerKind.Deadline)), later);

        Assert.Equal(RefusalKind.NotReady, Assert.IsType<ShadowReplies.Refused>(Assert.Single(Replies(late))).Kind);
    }

    [Fact]
    public void A_safe_action_is_refused_at_once_and_without_a_verdict()
    {
        var asked = Ask(Shadow.Starting(Device, Own, Now), "halt");

        Assert.Equal(RefusalKind.NotReady, Assert.IsType<ShadowReplies.Refused>(Assert.Single(Replies(asked))).Kind);
    }

    [Fact]
    public void Who_asks_for_a_request_is_not_told_that_it_is_unknown()
    {
        var reply = DeviceStatuses.OfRequest(Shadow.Starting(Device, Own, Now), Key);

        Assert.Equal(RefusalKind.NotReady, Assert.IsType<ShadowReplies.Refused>(reply).Kind);
    }

    private static Decision Ask(Shadow shadow, string command) => ShadowDecider.Decide(
        shadow,
        new ShadowInputs.Asked(1, new ShadowCommands.Mutate(
            Device.Id, Key, Keyed: true, "ann", Operation(command), TimeSpan.FromSeconds(5))),
        Now);

    private static List<ShadowReplies.IShadowReply> Replies(Decision decision) =>
        [.. decision.Effects.OfType<ShadowEffects.Answer>().Select(answer => answer.Reply)];

    private static ShadowState Confirmed(string command) => ShadowState.Empty
        .Apply(new ShadowEvents.RequestDispatched(Stamp(1), Key, Keyed: true, "ann", Operation(command)))
        .Apply(new ShadowEvents.RequestSettled(Stamp(2), Key, Verdict.Confirmed, null, ServedBy.Driver));

    private static EventStamp Stamp(long append) => new(
        DateTimeOffset.UnixEpoch, "boot", 0, Incarnation.None.Next(), new ClaimId("before"), append, "test");

    private static InvokeOperation Operation(string command) =>
        new(new CommandId(command), ImmutableSortedDictionary<string, PointValue>.Empty);
}
