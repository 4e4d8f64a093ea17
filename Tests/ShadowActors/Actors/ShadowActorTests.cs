using Akka.Actor;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class ShadowActorTests : ShadowActorTestBase
{
    [Fact]
    public void The_claim_is_durable_before_the_driver_is_opened()
    {
        Journal.Plan(Stream, AppendEnd.Kept);
        Start();
        Appended<ShadowEvents.Claimed>();
        Status();
        Assert.Empty(Gate.Sessions);

        Journal.Answer(Stream, AppendEnd.Acknowledged);
        Ordered<DriverCommands.Open>();

        Assert.True(Trace.Of("durable Claimed") < Trace.Of("session 1"));
    }

    [Fact]
    public void A_driver_actor_that_throws_is_restarted_under_the_same_reference()
    {
        StartPassive();
        var first = Driver;

        Fail(1);
        Open(2);

        Assert.Equal(first, Driver);
    }

    [Fact]
    public void The_session_of_a_failed_incarnation_is_revoked_before_the_next_one_opens()
    {
        StartPassive();

        Fail(1);
        Open(2);

        Assert.True(Trace.Of("revoked 1") < Trace.Of("session 2"));
    }

    [Fact]
    public void An_error_that_is_not_the_drivers_report_of_its_failure_counts_as_a_failure_too()
    {
        StartPassive();

        Driver.Tell(new InvalidOperationException("a bug"));
        Open(2);

        Assert.Contains("a bug", Status().LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_ended_incarnation_still_reports_reaches_nobody()
    {
        StartPassive();
        Ask(Read("r1"));
        var late = Ordered<DriverCommands.Read>();
        Fail(1, FailureKind.NoResponse);
        Open(2);

        Answer(late, value: 7);
        DriverCommands.Read again;
        do
        {
            again = AnswerRead(value: 8);
        }
        while (again.Points.Length > 1);

        Assert.Equal(PointValue.Of(8), Answered<ShadowReplies.PointsRead>().Readings[0].Value);
    }

    [Fact]
    public void A_read_that_was_in_flight_at_a_bug_is_tried_alone_before_the_driver_serves()
    {
        StartPassive();
        Ask(Read("r1"));
        var suspect = Assert.Single(Ordered<DriverCommands.Read>().Points);
        Fail(1);
        Open(2);

        var witness = AnswerRead();
        var tried = AnswerRead(value: 8);

        Assert.NotEqual(suspect, Assert.Single(witness.Points));
        Assert.Equal(suspect, Assert.Single(tried.Points));
        AwaitCondition(() => Status().Mode == DeviceMode.Passive, Patient);
    }

    [Fact]
    public void A_driver_actor_that_cannot_be_made_ends_the_shadow_instead_of_being_tried_without_end()
    {
        DriverProps = Props.Create(() => new Impossible());
        Watch(Start(new OneForOneStrategy(_ => Directive.Stop)));

        ExpectTerminated(Shadow, Patient);
    }

    [Fact]
    public void A_stop_gives_the_claim_back_last_and_then_tells_the_gateway()
    {
        StartPassive();

        Shadow.Tell(new ShadowOrders.Stop("moved"));

        Assert.False(Gateway.ExpectMsg<ShadowOrders.Stopped>(Patient).ClaimLost);
        Assert.Equal("durable ClaimReleased", Trace.Steps[^1]);
        Assert.IsType<ShadowEvents.ClaimReleased>(Journal.Events(Stream)[^1]);
        Assert.True(Gate.Sessions.Single().IsRevoked);
    }

    [Fact]
    public void A_foreign_claim_in_the_journal_ends_the_session_and_tells_the_gateway()
    {
        StartPassive();
        Journal.Add(Stream, ForeignClaim());

        Journal.ComeBack(Stream);

        Assert.True(Gateway.ExpectMsg<ShadowOrders.Stopped>(Patient).ClaimLost);
        Assert.True(Gate.Sessions.Single().IsRevoked);
    }

    [Fact]
    public void A_write_whose_record_meets_a_foreign_claim_is_never_sent()
    {
        StartPassive();
        Advance(Second);
        Appended<ShadowEvents.AnswersRecorded>();
        Journal.Plan(Stream, AppendEnd.Kept);
        Ask(Mutate("w1", TestDevice.Write("valve", 1)));
        Appended<ShadowEvents.RequestDispatched>();
        Journal.Add(Stream, ForeignClaim());

        Journal.Answer(Stream, AppendEnd.DoubtLost);

        Assert.True(Gateway.ExpectMsg<ShadowOrders.Stopped>(Patient).ClaimLost);
        Assert.IsType<ShadowReplies.RequestStatus>(Client.ExpectMsg<ShadowReplies.IShadowReply>(Patient));
        Ordered<DriverCommands.Close>();
        Assert.False(DriverProbe.HasMessages);
        Assert.IsType<ShadowEvents.Claimed>(Journal.Events(Stream)[^1]);
    }

    [Fact]
    public void A_shadow_whose_decision_throws_is_restarted_and_claims_again()
    {
        StartPassive();

        Ask(new Nonsense());

        Assert.Equal(RefusalKind.NotOwner, Answered<ShadowReplies.Refused>().Kind);
        Shadow.Tell(new LinkReports.LinkUp(1));
        Open(2);
        Assert.Equal(2, Journal.Events(Stream).OfType<ShadowEvents.Claimed>().Count());
        Assert.True(Trace.Of("revoked 1") < Trace.Of("session 2"));
    }

    [Fact]
    public void A_restarted_shadow_goes_by_the_last_contact_and_not_by_what_was_known_when_it_was_made()
    {
        Contacts.Set(TestDevice.Id.ToString(), Uptime);
        StartPassive();
        Status();
        Shadow.Tell(new LinkReports.LinkDown("pulled"));
        Status();
        Advance(TimeSpan.FromMinutes(10));

        Ask(new Nonsense());
        Answered<ShadowReplies.Refused>();

        Assert.Equal(Time.GetUtcNow() - TimeSpan.FromMinutes(10), Status().LastContact);
    }

    [Fact]
    public void The_contact_board_holds_no_contact_of_a_device_that_never_served()
    {
        Start();
        Ordered<DriverCommands.Open>();
        Status();

        Assert.Null(Contacts.Find(TestDevice.Id.ToString()));
    }

    [Fact]
    public void The_contact_board_keeps_the_contact_before_the_failure_while_the_device_is_recovered()
    {
        StartPassive();
        Confirm("w1", 5);
        var served = Uptime;
        Fail(1);
        Advance(Second);

        Open(2);
        Ordered<DriverCommands.Read>();
        Status();

        Assert.Equal(served, Contacts.Find(TestDevice.Id.ToString()));
    }

    [Fact]
    public void A_message_that_nobody_expected_is_logged()
    {
        StartPassive();

        EventFilter.Warning(contains: "nobody expected a String").ExpectOne(() => Shadow.Tell("what"));
    }

    private sealed class Impossible : UntypedActor
    {
        public Impossible() => throw new InvalidOperationException("no such thing");

        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed record Nonsense : ShadowCommands.IShadowCommand
    {
        public DeviceId Device => TestDevice.Id;

        public RequestId Request => new("nonsense");

        public string Principal => "operator";

        public TimeSpan Timeout => Second;
    }
}
