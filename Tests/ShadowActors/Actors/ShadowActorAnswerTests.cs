using Akka.Actor;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class ShadowActorAnswerTests : ShadowActorTestBase
{
    [Fact]
    public void A_permit_carries_claim_and_incarnation_and_is_good_for_one_second_of_the_nodes_clock()
    {
        StartPassive();
        Ask(Mutate("w1", TestDevice.Write("valve", 1)));

        var permit = Ordered<DriverCommands.Write>().Permit;

        Assert.Equal(new ClaimId("claim-1"), permit.Claim);
        Assert.Equal(new Incarnation(1), permit.Incarnation);
        Assert.Equal(new RequestId("w1"), permit.Request);
        Assert.Equal(Second, Time.GetElapsedTime(Time.GetTimestamp(), permit.SendBy));
    }

    [Fact]
    public void A_write_is_durable_before_the_driver_sees_it()
    {
        StartPassive();
        Advance(Second);
        Appended<ShadowEvents.AnswersRecorded>();
        Journal.Plan(Stream, AppendEnd.Kept);

        Ask(Mutate("w1", TestDevice.Write("valve", 1)));
        Appended<ShadowEvents.RequestDispatched>();
        Status();
        Assert.False(DriverProbe.HasMessages);
        Journal.Answer(Stream, AppendEnd.Acknowledged);

        Ordered<DriverCommands.Write>();
    }

    [Fact]
    public void While_the_journal_is_away_reads_go_on_and_writes_are_refused()
    {
        StartPassive();
        Journal.GoAway(Stream);
        AwaitCondition(() => !Status().JournalUp, Patient);

        Ask(Read("r1"));
        AnswerRead();
        var read = Answered<ShadowReplies.PointsRead>();
        Ask(Mutate("w1", TestDevice.Write("valve", 1)));

        Assert.Equal(ServedBy.Driver, read.Readings[0].ServedBy);
        Assert.Equal(RefusalKind.JournalUnavailable, Answered<ShadowReplies.Refused>().Kind);
    }

    [Fact]
    public void When_the_journal_is_back_writes_go_on_and_what_was_missed_is_a_gap_on_record()
    {
        StartPassive();
        Journal.GoAway(Stream);
        AwaitCondition(() => !Status().JournalUp, Patient);
        Ask(Mutate("w1", TestDevice.Write("valve", 1)));
        Answered<ShadowReplies.Refused>();

        Journal.ComeBack(Stream);
        Appended<ShadowEvents.GapRecorded>();
        Ask(Mutate("w2", TestDevice.Write("valve", 2)));

        Assert.Equal(new RequestId("w2"), Ordered<DriverCommands.Write>().Permit.Request);
    }

    [Fact]
    public void A_waiting_read_is_refused_when_the_shadow_is_ended()
    {
        StartPassive();
        Ask(Read("r1"));
        Ordered<DriverCommands.Read>();

        Sys.Stop(Shadow);

        Assert.Equal(RefusalKind.NotOwner, Answered<ShadowReplies.Refused>().Kind);
    }

    [Fact]
    public void A_write_that_was_sent_is_indeterminate_when_the_shadow_is_ended()
    {
        StartPassive();
        Ask(Mutate("w1", TestDevice.Write("valve", 1)));
        Ordered<DriverCommands.Write>();

        Sys.Stop(Shadow);

        Assert.Equal(Verdict.Indeterminate, Answered<ShadowReplies.RequestStatus>().Verdict);
    }

    [Fact]
    public void A_write_that_waits_for_a_recovery_is_refused_when_the_shadow_is_ended()
    {
        Start();
        Ordered<DriverCommands.Open>();
        Ask(Mutate("w1", TestDevice.Write("level", 1)));
        Status();

        Sys.Stop(Shadow);

        Assert.Equal(RefusalKind.NotOwner, Answered<ShadowReplies.Refused>().Kind);
    }

    [Fact]
    public void What_is_asked_of_a_shadow_that_has_stopped_is_still_answered()
    {
        StartPassive();
        Shadow.Tell(new ShadowOrders.Stop("moved"));
        Gateway.ExpectMsg<ShadowOrders.Stopped>(Patient);

        Ask(Read("r1"));
        Ask(Mutate("w1", TestDevice.Write("valve", 1)));

        Assert.Equal(RefusalKind.NotOwner, Answered<ShadowReplies.Refused>().Kind);
        Assert.Equal(RefusalKind.NotOwner, Answered<ShadowReplies.Refused>().Kind);
    }

    [Fact]
    public void A_stop_waits_for_the_write_under_way_and_answers_it_once()
    {
        StartPassive();
        Ask(Mutate("w1", TestDevice.Write("valve", 1)));
        var write = Ordered<DriverCommands.Write>();
        Shadow.Tell(new ShadowOrders.Stop("moved"));

        Driver.Tell(new DriverReports.MutationDone(
            write.Incarnation, write.Call, new Understudy.Hardware.Drivers.MutationOutcome.Acknowledged()));

        Assert.Equal(Verdict.Confirmed, Answered<ShadowReplies.RequestStatus>().Verdict);
        Gateway.ExpectMsg<ShadowOrders.Stopped>(Patient);
        Status();
    }

    [Fact]
    public void A_stop_does_not_wait_longer_than_its_time_for_a_journal_that_is_silent()
    {
        StartPassive();
        Advance(Second);
        Appended<ShadowEvents.AnswersRecorded>();
        Journal.Plan(Stream, AppendEnd.Kept);
        Shadow.Tell(new ShadowOrders.Stop("moved"));
        Appended<ShadowEvents.ClaimReleased>();
        Status();

        Advance(Second);

        Assert.False(Gateway.ExpectMsg<ShadowOrders.Stopped>(Patient).ClaimLost);
    }

    [Fact]
    public void A_write_without_an_answer_is_indeterminate_at_its_deadline()
    {
        StartPassive();
        Ask(Mutate("w1", TestDevice.Write("valve", 1), Second));
        Ordered<DriverCommands.Write>();

        Advance(Second);

        Assert.Equal(Verdict.Indeterminate, Answered<ShadowReplies.RequestStatus>().Verdict);
    }

    [Fact]
    public void A_known_request_is_told_with_its_verdict()
    {
        StartPassive();
        Confirm("w1", 5);

        Ask(new ShadowQueries.GetRequest(TestDevice.Id, new RequestId("w1")));

        Assert.Equal(Verdict.Confirmed, Answered<ShadowReplies.RequestStatus>().Verdict);
    }

    [Fact]
    public void An_unknown_request_is_refused_as_unknown()
    {
        StartPassive();

        Ask(new ShadowQueries.GetRequest(TestDevice.Id, new RequestId("w1")));

        Assert.Equal(RefusalKind.UnknownRequest, Answered<ShadowReplies.Refused>().Kind);
    }

    [Fact]
    public void A_device_tells_mode_incarnation_and_every_point()
    {
        StartPassive();

        var status = Status();

        Assert.Equal(DeviceMode.Passive, status.Mode);
        Assert.Equal(new Incarnation(1), status.Incarnation);
        Assert.Equal(TestDevice.Spec.Points.Length, status.Readings.Length);
        Assert.True(status.JournalUp);
    }
}
