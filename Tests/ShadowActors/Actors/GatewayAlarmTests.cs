using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>The alarms of a gateway's own.</summary>
public sealed class GatewayAlarmTests : GatewayActorTestBase
{
    private static readonly TimeSpan Delay = 5 * Second;

    private readonly Akka.TestKit.TestProbe _told;

    public GatewayAlarmTests()
    {
        _told = CreateTestProbe("told");
        Sys.EventStream.Subscribe(_told, typeof(AlarmTold));
    }

    [Fact]
    public void A_link_that_stays_down_is_one_alarm_on_record_and_told()
    {
        Lost();

        var raised = Appended<GatewayEvents.AlarmRaised>();
        Assert.Equal("link-lost", raised.Note.Alarm);
        Assert.Equal(AlarmState.Unacknowledged, raised.Note.State);
        var told = _told.ExpectMsg<AlarmTold>(Patient);
        Assert.Equal(("g:link-lost", AlarmAct.Raised, false), (told.Alarm.Id, told.Act, told.IsStanding));
        Assert.Equal("g:link-lost", Assert.Single(Status().Alarms).Id);
    }

    [Fact]
    public void A_link_that_comes_back_in_time_is_no_alarm()
    {
        Down();
        IsLinkRefused = false;
        Up();

        Advance(Delay);
        Settle();

        Assert.Empty(Status().Alarms);
    }

    [Fact]
    public void An_alarm_of_the_link_is_acknowledged_and_cleared_when_the_link_is_back()
    {
        Lost();
        Appended<GatewayEvents.AlarmRaised>();

        Ask(Order(AlarmOrder.Acknowledge));
        Assert.Equal(AlarmState.Acknowledged, Client.ExpectMsg<ShadowReplies.AlarmAnswered>(Patient).State);
        var acknowledged = Appended<GatewayEvents.AlarmAcknowledged>();
        IsLinkRefused = false;
        Up();

        Assert.Equal("ann", acknowledged.Note.Principal);
        Assert.Equal(AlarmState.Normal, Appended<GatewayEvents.AlarmReturned>().Note.State);
        Assert.Empty(Status().Alarms);
    }

    [Fact]
    public void An_alarm_of_the_gateway_stands_over_a_restart_and_is_told_again_under_the_same_id()
    {
        Lost();
        Appended<GatewayEvents.AlarmRaised>();
        var first = _told.ExpectMsg<AlarmTold>(Patient);
        Settle();
        Sys.Stop(Gateway);
        HasEnded();

        Start();
        Declare(Spec(Device("d1")));

        var again = _told.ExpectMsg<AlarmTold>(Patient);
        Assert.True(again.IsStanding);
        Assert.Equal(first.Delivery, again.Delivery);
        Assert.Equal("g:link-lost", Assert.Single(Status().Alarms).Id);
    }

    [Fact]
    public void A_journal_that_was_away_is_on_record_when_it_is_back()
    {
        StartWith(Device("d1"));
        Up();
        Away();
        Assert.Equal("g:journal-away", Assert.Single(Status().Alarms).Id);
        Ask(Order(AlarmOrder.Acknowledge) with { Alarm = "journal-away" });
        Assert.Equal(RefusalKind.JournalUnavailable, Refused());
        Journal.ComeBack(Stream);

        Assert.Equal("journal-away", Appended<GatewayEvents.AlarmRaised>().Note.Alarm);
        AwaitAssert(
            () => Assert.Equal(AlarmState.ReturnedUnacknowledged, Assert.Single(Status().Alarms).State), Patient);
    }

    [Fact]
    public void That_the_journal_is_away_is_told_while_it_is_and_not_again_when_it_is_on_record()
    {
        StartWith(Device("d1"));
        Up();
        Away();
        var told = _told.ExpectMsg<AlarmTold>(Patient);
        Assert.Equal(("g:journal-away", AlarmAct.Raised), (told.Alarm.Id, told.Act));
        Journal.ComeBack(Stream);

        Assert.Equal(told.At, Appended<GatewayEvents.AlarmRaised>().Note.RaisedAt);
        Assert.Equal(AlarmAct.Returned, _told.ExpectMsg<AlarmTold>(Patient).Act);
        Settle();
        _told.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void What_comes_and_goes_while_the_journal_is_away_is_told_as_it_stands()
    {
        Down();
        Away();
        IsLinkRefused = false;
        Up();
        var told = _told.FishForMessage<AlarmTold>(message => message.Act == AlarmAct.Returned, Patient);
        Assert.Equal(("g:link-lost", AlarmState.ReturnedUnacknowledged), (told.Alarm.Id, told.Alarm.State));
    }

    [Fact]
    public void A_journal_that_can_be_read_and_not_written_is_away_until_something_is_written()
    {
        StartWith(Device("d1"));
        Up();
        Settle();
        Journal.Plan(Stream, [.. Enumerable.Repeat(AppendEnd.Kept, 4)]);
        Advance(GatewayActor.ProofPeriod);
        Appended<GatewayEvents.OwnershipProven>();
        for (var i = 0; i < 3; i++)
        {
            Journal.Answer(Stream, AppendEnd.DoubtLost);
            Appended<GatewayEvents.OwnershipProven>();
            Advance(Delay / 2);
        }

        Assert.Equal("g:journal-away", Assert.Single(Status().Alarms).Id);
        Journal.Answer(Stream, AppendEnd.Acknowledged);

        Assert.Equal("journal-away", Appended<GatewayEvents.AlarmRaised>().Note.Alarm);
        AwaitAssert(
            () => Assert.Equal(AlarmState.ReturnedUnacknowledged, Assert.Single(Status().Alarms).State), Patient);
    }

    [Fact]
    public void Of_a_nodes_gateways_one_has_the_alarm_of_their_journal()
    {
        JournalAlarm.Take(new GatewayId("another"));
        StartWith(Device("d1"));
        Up();
        Away();
        Assert.Empty(Status().Alarms);
    }

    [Fact]
    public void An_alarm_that_a_gateway_can_not_have_is_unknown()
    {
        StartWith(Device("d1"));
        Ask(Order(AlarmOrder.Acknowledge) with { Alarm = "boredom" });
        Assert.Equal(RefusalKind.UnknownAlarm, Refused());
    }

    [Fact]
    public void Notices_that_were_lost_are_an_alarm()
    {
        StartWith(Device("d1"));
        Ask(new GatewayCommands.NoticesLost(Id, 3, "HTTP 500"));
        var raised = Appended<GatewayEvents.AlarmRaised>();
        Assert.Equal("3 given up, the last: HTTP 500", raised.Note.Message);
        Assert.Equal(AlarmState.ReturnedUnacknowledged, Assert.Single(Status().Alarms).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Notices_that_were_lost_are_one_alarm_however_their_append_ends(bool isThere)
    {
        StartWith(Device("d1"));
        Up();
        Settle();
        Journal.Plan(Stream, isThere ? AppendEnd.DoubtThere : AppendEnd.DoubtLost);
        Ask(new GatewayCommands.NoticesLost(Id, 3, "HTTP 500"));

        foreach (var act in (AlarmAct[])[AlarmAct.Raised, AlarmAct.Returned])
            Assert.Equal(act, _told.ExpectMsg<AlarmTold>(Patient).Act);
        Settle();
        Assert.Equal(1, Assert.Single(Status().Alarms).Count);
        Assert.Single(Journal.Events(Stream).OfType<GatewayEvents.AlarmRaised>());
        Assert.Single(Journal.Events(Stream).OfType<GatewayEvents.AlarmReturned>());
        _told.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void An_order_in_doubt_that_is_there_is_answered_as_done()
    {
        Lost();
        Appended<GatewayEvents.AlarmRaised>();
        Settle();
        Journal.Plan(Stream, AppendEnd.DoubtThere);
        Ask(Order(AlarmOrder.Acknowledge));
        Assert.Equal(AlarmState.Acknowledged, Client.ExpectMsg<ShadowReplies.AlarmAnswered>(Patient).State);
        Assert.Single(Journal.Events(Stream).OfType<GatewayEvents.AlarmAcknowledged>());
    }

    [Fact]
    public void Of_a_shelved_alarm_is_told_who_shelved_it_and_until_when()
    {
        Lost();
        Appended<GatewayEvents.AlarmRaised>();
        var until = Time.GetUtcNow() + TimeSpan.FromHours(1);
        Ask(Order(AlarmOrder.Shelve) with { For = TimeSpan.FromHours(1), Comment = "new cable" });
        Client.ExpectMsg<ShadowReplies.AlarmAnswered>(Patient);
        Ask(Order(AlarmOrder.Acknowledge) with { Principal = "bob" });
        Client.ExpectMsg<ShadowReplies.AlarmAnswered>(Patient);

        var told = (AlarmTold)_told.FishForMessage(
            message => message is AlarmTold { Act: AlarmAct.Acknowledged }, Patient);
        Assert.Equal(
            ("bob", "ann", "new cable", until),
            (told.Alarm.Principal, told.Alarm.ShelvedBy, told.Alarm.ShelvedFor, told.Alarm.ShelvedUntil!.Value));
    }

    [Fact]
    public void Notices_that_are_lost_again_and_again_are_one_alarm_that_stands_for_a_while()
    {
        StartWith(Device("d1"));
        Up();
        for (var i = 0; i < 3 * AlarmLimits.ChatterCount; i++)
        {
            Ask(new GatewayCommands.NoticesLost(Id, 1, "HTTP 500"));
            Settle();
        }

        AwaitAssert(() => Assert.Equal(AlarmState.Unacknowledged, Assert.Single(Status().Alarms).State), Patient);
        Assert.Equal(AlarmLimits.ChatterCount, Assert.Single(Status().Alarms).Count);
        Advance(AlarmLimits.ChatterTime);
        AwaitAssert(
            () => Assert.Equal(AlarmState.ReturnedUnacknowledged, Assert.Single(Status().Alarms).State), Patient);
        Assert.Equal(
            AlarmLimits.ChatterCount, Journal.Events(Stream).OfType<GatewayEvents.AlarmRaised>().Count());
    }

    private static GatewayCommands.ChangeAlarm Order(AlarmOrder order) =>
        new(Id, new RequestId("order"), "ann", "link-lost", order, "seen", null);

    private void Away()
    {
        Journal.GoAway(Stream);
        AwaitAssert(
            () =>
            {
                Ask(Order(AlarmOrder.Acknowledge));
                Assert.IsType<ShadowReplies.Refused>(Client.ReceiveOne(Patient));
            },
            Patient);

        Advance(Delay);
        Settle();
    }

    private void Lost()
    {
        Down();
        Advance(Delay);
    }

    /// <summary>The gateway has heard that there is no connection.</summary>
    private void Down()
    {
        IsLinkRefused = true;
        StartWith(Device("d1"));
        AwaitAssert(() => Assert.Contains("refused", Status().LinkReason), Patient);
    }

    /// <summary>The link tries again, and the gateway has heard that there is one.</summary>
    private void Up() => AwaitAssert(
        () =>
        {
            Advance(Second / 10);
            Assert.True(Status().LinkUp);
        },
        Patient);
}
