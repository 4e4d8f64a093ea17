using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>The journal alone tells who asked what, and what they were told.</summary>
public sealed class OnRecordTests
{
    [Fact]
    public void A_write_that_waited_for_the_recovery_tells_how_long()
    {
        var scenario = ShadowScenario.Passive();
        scenario.FailsForGood();
        scenario.Write("level", 5);
        scenario.Wait(2);
        scenario.DriverOpens = true;
        scenario.Opens();

        Assert.Equal(2_000, Assert.Single(scenario.Journal.All<ShadowEvents.RequestDispatched>()).WaitedMs);
    }

    [Fact]
    public void A_write_that_did_not_wait_tells_nothing_of_it()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);

        Assert.Null(Assert.Single(scenario.Journal.All<ShadowEvents.RequestDispatched>()).WaitedMs);
    }

    [Fact]
    public void What_is_refused_tells_what_was_asked()
    {
        var scenario = ShadowScenario.Passive();
        scenario.FailsForGood();
        scenario.Write("valve", 7);
        scenario.Wait(1);

        var refused = Assert.Single(Answers(scenario), answer => answer.Refusal is not null);
        Assert.Equal(("write valve = 7", "ann"), (refused.Asked, refused.Principal));
    }

    [Fact]
    public void What_is_answered_as_before_is_on_record_each_time()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5, key: "k");
        scenario.Write("level", 5, key: "k");
        scenario.Wait(1);

        var told = Assert.Single(Answers(scenario), answer => answer.Verdict is not null);
        Assert.Equal<(string?, Verdict?, ServedBy)>(
            ("k", Verdict.Confirmed, ServedBy.ShadowDrop), (told.Request?.Value, told.Verdict, told.ServedBy));
    }

    [Fact]
    public void Who_was_told_that_nobody_knows_is_on_record_though_more_became_known()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        scenario.Write("level", 5, key: "k", timeout: 1);
        scenario.Wait(2);
        scenario.Acts();
        scenario.Wait(1);

        Assert.Equal(
            Verdict.Indeterminate, Assert.Single(Answers(scenario), answer => answer.Verdict is not null).Verdict);
        Assert.Equal(Verdict.Confirmed, scenario.Record("k").Verdict);
    }

    [Fact]
    public void A_stack_without_end_is_cut()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Happens(new ShadowInputs.DriverFailed(
            scenario.Live.Incarnation, FailureKind.DriverException, new string('m', 100_000), new string('s', 100_000),
            []));

        var failed = Assert.Single(scenario.Journal.All<ShadowEvents.DriverFailed>());
        Assert.Equal(ShadowLimits.StackCharactersMax + 3, failed.Stack!.Length);
        Assert.Equal(ShadowLimits.FailureMessageCharactersMax + 3, failed.Message.Length);
    }

    private static IEnumerable<AnswerRecord> Answers(ShadowScenario scenario) =>
        scenario.Journal.All<ShadowEvents.AnswersRecorded>().SelectMany(recorded => recorded.Answers);
}
