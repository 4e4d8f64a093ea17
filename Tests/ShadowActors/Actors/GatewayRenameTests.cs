using System.Collections.Immutable;
using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class GatewayRenameTests : GatewayActorTestBase
{
    [Fact]
    public void A_renamed_device_begins_when_the_shadow_under_its_former_id_has_ended()
    {
        IsStubborn = true;
        var before = StartWith(Device("d1"));
        before.Settings.Contacts.Set("g/d1", Uptime);

        Declare(Spec(Device("d2") with { Journal = "g/d1" }));
        Told<ShadowOrders.Stop>();
        Settle();
        Assert.False(Shadows.HasMessages);
        before.Shadow.Tell(PoisonPill.Instance);
        var after = Made();

        Assert.Equal("g/d2", after.Settings.Device.Id.ToString());
        Assert.Equal(Uptime, after.Settings.Contacts.Find("g/d1"));
    }

    [Fact]
    public void A_contact_under_the_former_id_counts_also_for_the_next_process()
    {
        var uptimeMs = (long)Uptime.TotalMilliseconds - 1000;
        Journal.Add(Stream, new GatewayEvents.OwnershipProven(
            Time.GetUtcNow(), "boot", uptimeMs, new ClaimId("former"),
            ImmutableSortedDictionary<string, long>.Empty.Add("g/d1", 2000)));

        var made = StartWith(Device("d2") with { Journal = "g/d1" });

        Assert.Equal(Uptime - (3 * Second), made.Settings.Contacts.Find("g/d1"));
    }

    [Fact]
    public void Devices_that_swap_their_ids_begin_when_both_have_ended()
    {
        IsStubborn = true;
        Start();
        Declare(Spec(Device("d1"), Device("d2")));
        var (one, other) = (Made(), Made());

        Declare(Spec(Device("d1") with { Journal = "g/d2" }, Device("d2") with { Journal = "g/d1" }));
        Told<ShadowOrders.Stop>();
        Told<ShadowOrders.Stop>();
        one.Shadow.Tell(PoisonPill.Instance);
        AwaitAssert(() => Trace.Of($"ended {one.Settings.Device.Id.Name}"), Patient);
        Settle();
        Assert.False(Shadows.HasMessages);
        other.Shadow.Tell(PoisonPill.Instance);

        Assert.Equal(
            ["g/d1 in g/d2", "g/d2 in g/d1"],
            new[] { Made(), Made() }.Select(made => $"{made.Settings.Device.Id} in {made.Settings.Device.JournalName}")
                .Order());
    }

    [Fact]
    public void A_device_of_which_two_journals_could_be_is_refused_with_the_reason_and_the_others_run()
    {
        Start();
        Declare(Spec(Device("d1") with { NotRun = "both are on record" }, Device("d2")));
        Assert.Equal("g/d2", Made().Settings.Device.Id.ToString());

        Ask(new ShadowQueries.GetDevice(new DeviceId(Id, "d1")));

        var refused = Client.ExpectMsg<ShadowReplies.Refused>(Patient);
        Assert.Equal((RefusalKind.JournalConflict, "both are on record"), (refused.Kind, refused.Reason));
    }

    [Fact]
    public void A_gateway_of_which_two_journals_could_be_claims_neither()
    {
        Start();
        Declare(Spec(Device("d1")) with { NotRun = "both are on record" });

        Ask(new ShadowQueries.GetDevice(new DeviceId(Id, "d1")));

        Assert.Equal(RefusalKind.JournalConflict, Refused());
        Assert.Empty(Journal.Events(Stream));
    }

    [Fact]
    public void A_gateway_claims_the_journal_that_it_had_under_another_id()
    {
        Start();
        Declare(Spec(Device("d1")) with { Journal = "old" });
        Made();

        Assert.IsType<GatewayEvents.GatewayClaimed>(Journal.Events("gateway-old").First());
        Assert.Empty(Journal.Events(Stream));
    }

    [Fact]
    public void A_gateway_that_goes_on_with_another_journal_ends_in_order_first()
    {
        StartWith(Device("d1"));

        Declare(Spec(Device("d1")) with { Journal = "old" });

        HasEnded();
        Assert.IsType<GatewayEvents.GatewayReleased>(Journal.Events(Stream).Last());
    }

    [Fact]
    public void A_renamed_gateway_claims_when_the_one_under_its_former_id_has_given_its_claim_back()
    {
        var holders = new JournalHolders();
        Assert.True(holders.Take("g", Client.Ref));
        Journals = holders;
        Start();
        Declare(Spec(Device("d1")));
        Settle();
        Assert.Empty(Journal.Events(Stream));

        holders.GiveBack("g", Client.Ref);
        AwaitAssert(
            () =>
            {
                Advance(TimeSpan.FromMilliseconds(200));
                Assert.NotEmpty(Journal.Events(Stream));
            },
            Patient);
    }

    [Fact]
    public void It_claims_what_the_other_one_does_not_give_back_in_time()
    {
        var holders = new JournalHolders();
        Assert.True(holders.Take("g", Client.Ref));
        Journals = holders;
        Start();
        Declare(Spec(Device("d1")));

        AwaitAssert(
            () =>
            {
                Advance(GatewayActor.HandoverTimeMax);
                Assert.NotEmpty(Journal.Events(Stream));
            },
            Patient);
    }
}
