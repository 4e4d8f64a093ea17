using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class DeviceStatusesTests
{
    [Fact]
    public void A_request_whose_acceptance_is_on_its_way_into_the_journal_is_not_shown_as_sent()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.JournalAnswers = false;
        scenario.Write("batch", 1, "k");
        Assert.Equal(Verdict.Accepted, Shown(scenario, "k"));
    }

    [Fact]
    public void A_request_that_is_just_being_taken_out_of_the_queue_is_shown_as_accepted()
    {
        var scenario = ShadowScenario.Passive().FailsForGood();
        scenario.Write("batch", 1, "k");
        scenario.JournalAnswers = false;
        scenario.Opens();
        Assert.Contains(scenario.Journal.UnderWay!.Events, happened => happened is ShadowEvents.RequestDispatched);
        Assert.Equal(Verdict.Accepted, Shown(scenario, "k"));
    }

    [Fact]
    public void A_request_whose_verdict_is_on_its_way_into_the_journal_is_shown_as_sent()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        scenario.Invoke("dose", "k");
        scenario.JournalAnswers = false;
        scenario.Acts();
        Assert.Equal(Verdict.Sent, Shown(scenario, "k"));
    }

    private static Verdict Shown(ShadowScenario scenario, string key) => Assert.IsType<ShadowReplies.RequestStatus>(
        DeviceStatuses.OfRequest(scenario.Shadow, new RequestId(key))).Verdict;
}
