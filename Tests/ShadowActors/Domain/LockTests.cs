using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class LockTests
{
    [Fact]
    public void Others_changes_are_refused_with_owner_and_end()
    {
        var scenario = Locked();
        var refused = scenario.Refused(scenario.Write("level", 1));
        Assert.Equal(RefusalKind.Locked, refused.Kind);
        Assert.Equal($"locked by ann until {scenario.Now.Wall.AddSeconds(60):u}", refused.Reason);
        Assert.Equal(TimeSpan.FromSeconds(60), refused.RetryAfter);
    }

    [Fact]
    public void Its_owner_changes_what_it_wants_and_others_read()
    {
        var scenario = Locked();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.AskLocked(TestDevice.Write("level", 1), "anns")));
        Assert.True(scenario.Reading(scenario.Read("level")).Status.IsGood);
    }

    [Fact]
    public void It_is_told_when_it_is_on_record()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Lock();
        Assert.False(scenario.IsAnswered(ticket));
        scenario.Appends();
        Assert.Equal("ann", scenario.Decided(ticket).Lock?.Owner);
    }

    [Fact]
    public void It_ends_with_its_time()
    {
        var scenario = Locked().Wait(60);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 1)));
        Assert.Null(DeviceStatuses.Of(scenario.Shadow, scenario.Now).Lock);
    }

    [Fact]
    public void Its_owner_renews_it_and_nobody_else_can_take_it()
    {
        var scenario = Locked().Wait(40);
        Assert.Equal(RefusalKind.Locked, scenario.Refused(scenario.Lock("bobs")).Kind);
        scenario.Decided(scenario.Lock());
        scenario.Wait(40);
        Assert.Equal(RefusalKind.Locked, scenario.Refused(scenario.Write("level", 1)).Kind);
    }

    [Fact]
    public void It_is_given_back_by_its_owner_only()
    {
        var scenario = Locked();
        Assert.Equal(RefusalKind.Locked, scenario.Refused(scenario.Unlock("bobs")).Kind);
        Assert.Equal(RefusalKind.Locked, scenario.Refused(scenario.Unlock(proof: null)).Kind);
        scenario.Decided(scenario.Unlock());
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 1)));
        Assert.False(Assert.Single(scenario.Journal.All<ShadowEvents.LockReleased>()).Broken);
    }

    [Fact]
    public void It_is_broken_on_record()
    {
        var scenario = Locked();
        scenario.Decided(scenario.Unlock(proof: null, broken: true));
        var released = Assert.Single(scenario.Journal.All<ShadowEvents.LockReleased>());
        Assert.Equal(("bob", "ann", true), (released.Principal, released.Owner, released.Broken));
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 1)));
    }

    [Fact]
    public void It_is_not_taken_for_longer_than_the_node_allows()
    {
        var scenario = ShadowScenario.Passive();
        Assert.Equal(RefusalKind.InvalidValue, scenario.Refused(scenario.Lock(seconds: 3601)).Kind);
        Assert.Equal("ann", scenario.Decided(scenario.Lock(seconds: 3600)).Lock?.Owner);
    }

    [Fact]
    public void It_is_kept_through_a_recovery_whose_restoring_it_does_not_stop()
    {
        var scenario = ShadowScenario.Passive();
        var lost = scenario.Device["level"];
        scenario.Write("level", 5);
        scenario.Lock();
        scenario.Device["level"] = lost;
        scenario.Fails();
        Assert.Equal(PointValue.Of(5), scenario.Device["level"]);
        Assert.Equal(RefusalKind.Locked, scenario.Refused(scenario.Write("level", 1)).Kind);
    }

    [Theory]
    [InlineData("boot", true)]
    [InlineData("another boot", false)]
    public void Another_process_keeps_it_while_its_age_can_be_proven(string boot, bool kept)
    {
        var next = Locked().Successor("claim-2", TimeSpan.FromSeconds(5), boot).Start().Wait(3);
        var ticket = next.Write("level", 1);
        Assert.Equal(kept, next.Answers[ticket] is ShadowReplies.Refused { Kind: RefusalKind.Locked });
    }

    [Fact]
    public void What_was_queued_before_it_is_not_executed_under_it()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.Write("batch", 1, "others");
        scenario.AskLocked(TestDevice.Write("other", 2), "anns", "owners");
        scenario.Lock();
        scenario.Opens();
        Assert.Equal(["write other = 2"], scenario.Written);
        Assert.StartsWith("locked by ann", scenario.Record("others").Reason);
    }

    [Fact]
    public void What_waited_before_it_is_refused_under_it()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        var others = scenario.Write("level", 1);
        var owners = scenario.AskLocked(TestDevice.Write("gain", 2), "anns");
        scenario.Lock();
        scenario.Opens();
        Assert.Equal(RefusalKind.Locked, scenario.Refused(others).Kind);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(owners));
    }

    [Fact]
    public void One_whose_append_is_surely_not_there_is_refused_and_in_nobodys_way()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var ticket = scenario.Lock();
        scenario.JournalAnswers = true;
        scenario.AppendInDoubt(written: false);
        Assert.Equal(RefusalKind.JournalUnavailable, scenario.Refused(ticket).Kind);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 1)));
    }

    [Fact]
    public void What_is_recorded_of_settings_and_quarantine_is_its_owners_to_change()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Lock("anns");
        Assert.Equal(RefusalKind.Locked, scenario.Refused(scenario.Adopt("level", 1)).Kind);
        Assert.Equal(RefusalKind.Locked, scenario.Refused(scenario.Lift("read:temp")).Kind);
        Assert.Equal(RefusalKind.HeldChanged, scenario.Refused(scenario.Adopt("level", 1, proof: "anns")).Kind);
        Assert.Equal(
            RefusalKind.UnknownQuarantine, scenario.Refused(scenario.Lift("read:temp", proof: "anns")).Kind);
    }

    private static ShadowScenario Locked()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decided(scenario.Lock());
        return scenario;
    }
}
