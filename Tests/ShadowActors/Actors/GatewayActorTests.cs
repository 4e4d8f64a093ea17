using Akka.Actor;
using Understudy.DriverActors.Actors;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class GatewayActorTests : GatewayActorTestBase
{
    private static readonly DeviceId D1 = new(Id, "d1");

    [Fact]
    public void Declaring_the_same_again_changes_nothing()
    {
        StartWith(Device("d1"));

        Declare(Spec(Device("d1")));
        Settle();

        Assert.False(Shadows.HasMessages);
    }

    [Fact]
    public void Only_the_shadow_of_a_changed_device_is_told_and_none_is_replaced()
    {
        Start();
        Declare(Spec(Device("d1"), Device("d2")));
        PlayedShadow.Made[] made = [Made(), Made()];
        var second = made.Single(each => each.Settings.Device.Id.Name == "d2");

        Declare(Spec(Device("d1"), Device("d2", "other")));

        Told<ShadowOrders.Redeclare>();
        Settle();
        Assert.Equal("other", second.Settings.Newest.Settings!.Device.Profile);
        Assert.False(Shadows.HasMessages);
        Assert.DoesNotContain("ended d2", Trace.Steps);
    }

    [Fact]
    public void A_shadow_that_broke_is_started_again_as_its_device_is_declared_by_then()
    {
        var made = StartWith(Device("d1"));
        Watch(made.Shadow);
        for (var i = 0; i < 4; i++) made.Shadow.Tell(Kill.Instance);
        ExpectTerminated(made.Shadow, Patient);
        Settle();
        Declare(Spec(Device("d1", "other")));
        Advance(10 * Second);

        AwaitCondition(() => Made().Settings.Device.Profile == "other", Patient);
    }

    [Fact]
    public void What_comes_while_a_shadow_is_replaced_goes_to_the_new_one_with_what_is_left_of_its_time()
    {
        var old = StartWith(Device("d1"));
        IsStubborn = true;
        DeclareAgain();
        Ask(Read("r1", D1));
        Settle();
        Advance(Second);

        EndInOrder(old);

        var made = Made();
        Assert.Equal(4 * Second, Told<ShadowCommands.ReadPoints>().Timeout);
        Assert.Equal("other", made.Settings.Device.Profile);
        Assert.Equal(Client.Ref, Shadows.LastSender);
    }

    [Fact]
    public void What_waited_past_its_deadline_for_a_replaced_shadow_is_refused()
    {
        var old = StartWith(Device("d1"));
        IsStubborn = true;
        DeclareAgain();
        Ask(Read("r1", D1, timeout: Second));
        Settle();
        Advance(Second);

        EndInOrder(old);

        Made();
        Assert.Equal(RefusalKind.NotReady, Refused());
    }

    [Fact]
    public void As_many_as_may_wait_for_a_replaced_shadow_and_the_next_is_refused_as_not_ready()
    {
        StartWith(Device("d1"));
        IsStubborn = true;
        DeclareAgain();
        for (var i = 0; i < 256; i++) Ask(Read($"r{i}", D1));

        Ask(Read("one-more", D1));

        Assert.Equal(RefusalKind.NotReady, Refused());
    }

    [Fact]
    public void A_replaced_shadow_that_never_stops_is_ended_after_five_seconds()
    {
        StartWith(Device("d1"));
        IsStubborn = true;
        DeclareAgain();
        Settle();

        Advance(5 * Second);

        Assert.Equal("other", Made().Settings.Device.Profile);
    }

    [Fact]
    public void A_removed_device_is_stopped_and_then_unknown()
    {
        StartWith(Device("d1"), Device("d2"));

        Declare(Spec(Device("d2")));
        Told<ShadowOrders.Stop>();
        AwaitAssert(() => Trace.Of("ended d1"), Patient);
        Ask(Read("r1", D1));

        Assert.Equal(RefusalKind.UnknownDevice, Refused());
    }

    [Fact]
    public void A_shadow_that_follows_another_has_its_contact()
    {
        StartWith(Device("d1")).Settings.Contacts.Set(D1.ToString(), Uptime);
        Advance(Second);
        IsStubborn = true;

        DeclareAgain();
        Advance(5 * Second);

        Assert.Equal(Uptime - (6 * Second), Made().Settings.Contacts.Find(D1.ToString()));
    }

    [Fact]
    public void The_contact_of_a_removed_device_is_forgotten()
    {
        var contacts = StartWith(Device("d1")).Settings.Contacts;
        contacts.Set(D1.ToString(), Uptime);

        Declare(Spec());

        AwaitCondition(() => contacts.Find(D1.ToString()) is null, Patient);
    }

    [Fact]
    public void A_device_that_is_declared_again_while_it_stops_is_started_again()
    {
        var old = StartWith(Device("d1"));
        IsStubborn = true;
        Declare(Spec());
        Declare(Spec(Device("d1", "again")));

        EndInOrder(old);

        Assert.Equal("again", Made().Settings.Device.Profile);
    }

    [Fact]
    public void A_gateway_that_is_declared_no_more_says_so()
    {
        StartWith(Device("d1"));
        IsStubborn = true;
        Ask(new GatewayCommands.Retire(Id));

        Ask(Read("r1", D1));

        Assert.Equal(RefusalKind.UnknownDevice, Refused());
    }

    [Fact]
    public void A_link_actor_that_breaks_is_made_again_with_fresh_shadows()
    {
        var old = StartWith(Device("d1"));

        old.Settings.Link.Tell(Kill.Instance);
        var made = Made();

        Assert.NotEqual(old.Settings.Link, made.Settings.Link);
        AwaitAssert(() => Trace.Of("ended d1"), Patient);
    }

    [Fact]
    public void A_link_actor_that_breaks_is_counted_as_down_until_the_next_one_is_up()
    {
        var metrics = new NodeMetrics(Time, new OrphanWatch(), meter: null);
        Metrics = metrics;
        var old = StartWith(Device("d1"));
        AwaitAssert(() => Assert.True(metrics.Gateway(Id).LinkUp), Patient);
        IsStubborn = true;

        old.Settings.Link.Tell(Kill.Instance);
        Told<ShadowOrders.Stop>();

        Assert.False(metrics.Gateway(Id).LinkUp);
        Sys.Stop(old.Shadow);
        Made();
        AwaitAssert(() => Assert.True(metrics.Gateway(Id).LinkUp), Patient);
    }

    [Fact]
    public void A_link_that_breaks_while_the_gateway_stops_does_not_hold_it_up()
    {
        var made = StartWith(Device("d1"));
        IsStubborn = true;
        Ask(new GatewayCommands.Retire(Id));
        Told<ShadowOrders.Stop>();
        Watch(made.Settings.Link);
        made.Settings.Link.Tell(Kill.Instance);
        ExpectTerminated(made.Settings.Link, Patient);

        EndInOrder(made);

        HasEnded();
    }

    [Fact]
    public void A_shadow_that_breaks_too_often_is_started_again_later_and_meanwhile_not_ready()
    {
        var made = StartWith(Device("d1"));
        Watch(made.Shadow);
        for (var i = 0; i < 4; i++) made.Shadow.Tell(Kill.Instance);
        ExpectTerminated(made.Shadow, Patient);
        Settle();
        Ask(Read("r1", D1));
        Assert.Equal(RefusalKind.NotReady, Refused());

        Advance(10 * Second);

        AwaitCondition(() => !Made().Shadow.Equals(made.Shadow), Patient);
    }

    [Fact]
    public void A_gateway_that_was_not_told_its_declaration_yet_refuses_as_not_ready()
    {
        Start();

        Ask(Read("r1", D1));

        Assert.Equal(RefusalKind.NotReady, Refused());
    }

    [Fact]
    public void A_device_that_is_not_declared_is_refused_as_unknown()
    {
        StartWith(Device("d1"));

        Ask(Read("r1", new DeviceId(Id, "d2")));

        Assert.Equal(RefusalKind.UnknownDevice, Refused());
    }

    [Fact]
    public void A_declared_device_is_not_ready_while_the_gateway_is_being_claimed()
    {
        Journal.Plan(Stream, AppendEnd.Kept);
        Start();
        Declare(Spec(Device("d1")));
        Appended<GatewayEvents.GatewayClaimed>();

        Ask(Read("r1", D1));

        Assert.Equal(RefusalKind.NotReady, Refused());
    }

    [Fact]
    public void A_declared_device_is_not_ready_while_the_journal_of_its_gateway_is_away()
    {
        Journal.GoAway(Stream);
        Start();
        Declare(Spec(Device("d1")));

        AwaitAssert(
            () =>
            {
                Ask(Read("r1", D1));
                Assert.Equal(RefusalKind.NotReady, Refused());
            },
            Patient);
    }

    [Fact]
    public void A_gateway_that_stops_refuses_as_not_the_owner()
    {
        StartWith(Device("d1"));
        IsStubborn = true;
        Ask(new GatewayCommands.HandOff());

        Ask(Read("r1", D1));

        Assert.Equal(RefusalKind.NotOwner, Refused());
    }

    [Fact]
    public void A_gateway_leaves_out_the_shadow_that_does_not_tell_of_itself()
    {
        StartWith(Device("d1"));

        var status = Status();

        Assert.True(status.Declared);
        Assert.Empty(status.Devices);
    }

    [Fact]
    public void A_gateway_without_devices_tells_of_itself_while_its_last_shadow_stops()
    {
        StartWith(Device("d1"));
        IsStubborn = true;
        Declare(Spec());

        Assert.Empty(Status().Devices);
    }

    [Fact]
    public void A_message_that_nobody_expected_is_logged()
    {
        StartWith(Device("d1"));

        EventFilter.Warning(contains: "nobody expected a String").ExpectOne(() => Gateway.Tell("what"));
    }

    /// <summary>What was declared is gone, and then is there again otherwise, while its shadow still stops.</summary>
    private void DeclareAgain()
    {
        Declare(Spec());
        Declare(Spec(Device("d1", "other")));
    }
}
