using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class ClaimTests
{
    [Fact]
    public void Nothing_is_opened_before_the_claim_is_durable()
    {
        var scenario = new ShadowScenario { JournalAnswers = false }.Start();
        Assert.IsType<ShadowEvents.Claimed>(Assert.Single(scenario.Journal.UnderWay!.Events));
        Assert.Empty(scenario.Effects.OfType<ShadowEffects.OpenDriver>());
        scenario.Appends();
        Assert.Single(scenario.Effects.OfType<ShadowEffects.OpenDriver>());
    }

    [Fact]
    public void After_an_unclean_end_a_successor_reads_at_once_and_changes_only_when_nothing_can_come_of_the_former()
    {
        // What was written at the end of the window may be delivered for a second more.
        Assert.True(ShadowLimits.PredecessorTime > ShadowLimits.SendWindow + LinkSpec.UnacknowledgedMax);
        var next = ShadowScenario.Passive().Successor("claim-2", TimeSpan.Zero).Start();
        Assert.Equal(ServedBy.Driver, next.Reading(next.Read()).ServedBy);
        var ticket = next.Write("level", 1);
        next.Wait(2.2);
        Assert.Empty(next.Mutations);
        next.Wait(0.1);
        Assert.Equal(Verdict.Confirmed, next.Verdict(ticket));
    }

    [Fact]
    public void The_send_window_of_a_predecessor_counts_from_when_the_claim_is_durable()
    {
        var next = ShadowScenario.Passive().Successor("claim-2", TimeSpan.Zero);
        next.JournalAnswers = false;
        next.Start().Wait(3);
        next.JournalAnswers = true;
        next.Appends();
        var ticket = next.Write("level", 1);
        next.Wait(2.2);
        Assert.Empty(next.Mutations);
        next.Wait(0.1);
        Assert.Equal(Verdict.Confirmed, next.Verdict(ticket));
    }

    [Fact]
    public void A_predecessor_that_released_while_this_one_claimed_is_not_waited_for()
    {
        var next = ShadowScenario.Passive().Successor("claim-2", TimeSpan.Zero);
        next.JournalAnswers = false;
        next.Start();
        var number = next.Journal.End(written: false);
        next.Journal.Write(new ShadowEvents.ClaimReleased(Events.Stamp(claim: "claim-1")));
        next.JournalAnswers = true;
        next.Happens(new ShadowInputs.AppendFailed(number, "duplicate key")).JournalReads();
        Assert.Equal(Verdict.Confirmed, next.Verdict(next.Write("level", 1)));
    }

    [Fact]
    public void After_a_clean_end_a_successor_changes_at_once()
    {
        var first = ShadowScenario.Passive();
        first.Happens(new ShadowInputs.StopOrdered("moved"));
        Assert.True(first.Stopped);
        var next = first.Successor("claim-2", TimeSpan.Zero).Start();
        Assert.Equal(Verdict.Confirmed, next.Verdict(next.Write("level", 1)));
    }

    [Fact]
    public void A_foreign_claim_stops_the_loser_before_anything_is_sent()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Invoke("dose");
        var number = scenario.Journal.End(written: false);
        scenario.Journal.Write(Events.Claimed("other"));
        scenario.Happens(new ShadowInputs.AppendFailed(number, "duplicate key")).JournalReads();
        Assert.True(Assert.Single(scenario.Effects.OfType<ShadowEffects.Stop>()).ClaimLost);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.Empty(scenario.Mutations);
        Assert.Contains(scenario.Effects, effect => effect is ShadowEffects.RevokeSession);
    }

    [Fact]
    public void A_foreign_claim_while_claiming_stops_before_opening()
    {
        var scenario = new ShadowScenario { JournalAnswers = false }.Start();
        var number = scenario.Journal.End(written: false);
        scenario.Journal.Write(Events.Claimed("other"));
        scenario.Happens(new ShadowInputs.AppendFailed(number, "duplicate key")).JournalReads();
        Assert.True(scenario.Stopped);
        Assert.Empty(scenario.Effects.OfType<ShadowEffects.OpenDriver>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_claim_in_doubt_is_made_certain(bool written)
    {
        var scenario = new ShadowScenario { JournalAnswers = false }.Start();
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Single(scenario.Journal.All<ShadowEvents.Claimed>());
    }

    [Fact]
    public void The_gateway_losing_its_claim_stops_the_shadow_at_once()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Invoke("dose");
        scenario.Happens(new ShadowInputs.ClaimLost("proven"));
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(ticket));
        Assert.True(scenario.Stopped);
    }

    [Fact]
    public void Incarnations_go_on_counting_over_owners()
    {
        var first = ShadowScenario.Passive();
        var next = first.Successor("claim-2", TimeSpan.Zero).Start();
        Assert.Equal(first.Live.Incarnation.Next(), next.Live.Incarnation);
    }

    [Fact]
    public void What_came_before_the_journal_was_read_is_a_gap_on_record()
    {
        var scenario = new ShadowScenario();
        scenario.Read();
        scenario.Start();
        Assert.Equal(1, Assert.Single(scenario.Journal.All<ShadowEvents.GapRecorded>()).Answers);
    }
}
