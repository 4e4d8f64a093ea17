using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>A gateway whose link is declared otherwise.</summary>
public sealed class GatewayRelinkTests : GatewayActorTestBase
{
    private static readonly DeviceId D1 = new(Id, "d1");

    [Fact]
    public void A_changed_link_is_made_when_all_shadows_have_left_the_old_one_and_it_is_closed()
    {
        Start();
        Declare(Spec(Device("d1"), Device("d2")));
        var (made, other) = (Made(), Made());
        AwaitAssert(() => Trace.Of("connect 1"), Patient);

        Declare(OtherLink(Spec(Device("d1"), Device("d2"))));
        Leave(Told<ShadowOrders.Unlink>(), made);
        Settle();
        Assert.DoesNotContain("closed 1", Trace.Steps);
        Leave(Told<ShadowOrders.Unlink>(), other);
        Told<ShadowOrders.Redeclare>();
        Told<ShadowOrders.Redeclare>();
        AwaitAssert(() => Trace.Of("connect 2"), Patient);

        Assert.True(Trace.Of("closed 1") < Trace.Of("connect 2"));
        Assert.NotEqual(made.Settings.Link, made.Settings.Newest.Settings!.Link);
        Assert.DoesNotContain("ended d1", Trace.Steps);
    }

    [Fact]
    public void A_device_that_changes_while_another_holds_up_a_new_link_gets_its_last_declaration()
    {
        var made = StartWith(Device("d1"));
        Declare(OtherLink(Spec(Device("d1"))));
        var order = Told<ShadowOrders.Unlink>();
        Declare(OtherLink(Spec(Device("d1", "last"))));

        Leave(order, made);
        AwaitAssert(() => Trace.Of("connect 2"), Patient);

        AwaitAssert(() => Assert.NotEqual(made.Settings.Link, made.Settings.Newest.Settings!.Link), Patient);
        Assert.Equal("last", made.Settings.Newest.Settings!.Device.Profile);
    }

    [Fact]
    public void A_device_that_changes_after_it_left_the_old_link_need_not_leave_it_again()
    {
        Start();
        Declare(Spec(Device("d1")));
        var made = Made();
        Declare(Spec(Device("d1"), Device("d2")));
        var other = Made();
        Declare(OtherLink(Spec(Device("d1"), Device("d2"))));
        Leave(Told<ShadowOrders.Unlink>(), made);
        Settle();
        var order = Told<ShadowOrders.Unlink>();

        Declare(OtherLink(Spec(Device("d1", "last"), Device("d2"))));
        Told<ShadowOrders.Redeclare>();
        Leave(order, other);
        AwaitAssert(() => Trace.Of("connect 2"), Patient);

        AwaitAssert(() => Assert.NotEqual(made.Settings.Link, made.Settings.Newest.Settings!.Link), Patient);
        Assert.Equal("last", made.Settings.Newest.Settings!.Device.Profile);
    }

    [Fact]
    public void A_device_that_is_removed_while_the_link_changes_does_not_come_back()
    {
        IsStubborn = true;
        Start();
        Declare(Spec(Device("d1")));
        var made = Made();
        Declare(Spec(Device("d1"), Device("d2")));
        var other = Made();
        Declare(OtherLink(Spec(Device("d1"), Device("d2"))));
        Leave(Told<ShadowOrders.Unlink>(), made);
        Settle();
        var order = Told<ShadowOrders.Unlink>();

        Declare(OtherLink(Spec(Device("d2"))));
        Told<ShadowOrders.Stop>();
        Leave(order, other);
        AwaitAssert(() => Trace.Of("connect 2"), Patient);
        EndInOrder(made);
        AwaitAssert(() => Trace.Of("ended d1"), Patient);

        Ask(Read("r1", D1));
        Assert.Equal(RefusalKind.UnknownDevice, Refused());
    }

    [Fact]
    public void A_shadow_that_does_not_leave_the_old_link_is_replaced_on_the_new_one()
    {
        var made = StartWith(Device("d1"));
        Declare(OtherLink(Spec(Device("d1"))));
        Told<ShadowOrders.Unlink>();
        Settle();

        Advance(ShadowLimits.PlannedStopTimeMax + (5 * Second));

        Assert.NotEqual(made.Settings.Link, Made().Settings.Link);
    }

    private static void Leave(ShadowOrders.Unlink order, PlayedShadow.Made made)
    {
        Assert.Equal("its link changes", order.Reason);
        made.Shadow.Tell(new PlayedShadow.Say(new ShadowOrders.Unlinked(made.Settings.Device.Id)));
    }
}
