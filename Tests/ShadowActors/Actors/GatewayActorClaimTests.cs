using System.Collections.Immutable;
using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class GatewayActorClaimTests : GatewayActorTestBase
{
    [Fact]
    public void The_claim_is_durable_before_the_link_connects_and_before_a_shadow_is_made()
    {
        Journal.Plan(Stream, AppendEnd.Kept);
        Start();
        Declare(Spec(Device("d1")));
        Appended<GatewayEvents.GatewayClaimed>();
        Settle();
        Assert.Empty(Trace.Steps);
        Assert.False(Shadows.HasMessages);

        Journal.Answer(Stream, AppendEnd.Acknowledged);
        Made();
        AwaitAssert(() => Trace.Of("connect 1"), Patient);

        Assert.Equal("durable GatewayClaimed", Trace.Steps[0]);
    }

    [Fact]
    public void The_claim_is_proven_every_five_seconds_with_the_ages_of_the_contacts()
    {
        var made = StartWith(Device("d1"));
        made.Settings.Contacts.Set(made.Settings.Device.Id.ToString(), Uptime);
        Settle();

        Advance(5 * Second);

        Assert.Equal(5000, Appended<GatewayEvents.OwnershipProven>().ContactAgeMs["g/d1"]);
    }

    [Fact]
    public void A_claim_is_proven_again_after_a_proof_that_failed()
    {
        StartWith(Device("d1"));
        Settle();
        Journal.Plan(Stream, AppendEnd.DoubtLost);
        Advance(5 * Second);
        Appended<GatewayEvents.OwnershipProven>();
        Settle();

        Advance(5 * Second);

        Appended<GatewayEvents.OwnershipProven>();
    }

    [Fact]
    public void A_claim_is_proven_again_after_a_journal_that_broke_under_a_proof()
    {
        StartWith(Device("d1"));
        Settle();
        Journal.Plan(Stream, AppendEnd.Kept);
        Advance(5 * Second);
        Appended<GatewayEvents.OwnershipProven>();
        Journal.ComeBack(Stream);
        AwaitCondition(() => Journal.Find(Stream) is not null, Patient);
        Settle();

        AwaitAssert(
            () =>
            {
                Advance(5 * Second);
                Assert.True(JournalProbe.HasMessages);
            },
            Patient);
    }

    [Fact]
    public void A_foreign_claim_closes_the_link_tells_the_shadows_and_ends_this_copy()
    {
        StartWith(Device("d1"));
        AwaitAssert(() => Trace.Of("connect 1"), Patient);
        Settle();
        Journal.Add(Stream, ForeignClaim());
        Journal.Plan(Stream, AppendEnd.DoubtLost);

        Advance(5 * Second);

        Told<ShadowOrders.ClaimLost>();
        HasEnded();
        AwaitAssert(() => Trace.Of("closed 1"), Patient);
        Assert.DoesNotContain(Journal.Events(Stream), happened => happened is GatewayEvents.GatewayReleased);
    }

    [Fact]
    public void A_shadow_that_lost_its_claim_ends_the_gateway()
    {
        var made = StartWith(Device("d1"), Device("d2"));

        made.Shadow.Tell(new PlayedShadow.Say(new ShadowOrders.Stopped(made.Settings.Device.Id, true, "foreign")));

        Told<ShadowOrders.ClaimLost>();
        HasEnded();
    }

    [Fact]
    public void A_claim_in_doubt_that_is_there_is_held()
    {
        Journal.Plan(Stream, AppendEnd.DoubtThere);

        StartWith(Device("d1"));

        Assert.Single(Journal.Events(Stream).OfType<GatewayEvents.GatewayClaimed>());
    }

    [Fact]
    public void A_claim_in_doubt_that_is_not_there_is_made_again()
    {
        Journal.Plan(Stream, AppendEnd.DoubtLost);

        StartWith(Device("d1"));

        Assert.Single(Journal.Events(Stream).OfType<GatewayEvents.GatewayClaimed>());
    }

    [Fact]
    public void A_claim_in_doubt_that_met_a_foreign_one_ends_this_copy_before_anything_is_opened()
    {
        Journal.Plan(Stream, AppendEnd.Kept);
        Start();
        Declare(Spec(Device("d1")));
        Appended<GatewayEvents.GatewayClaimed>();
        Journal.Add(Stream, ForeignClaim());

        Journal.Answer(Stream, AppendEnd.DoubtLost);

        HasEnded();
        Assert.Empty(Trace.Steps);
        Assert.False(Shadows.HasMessages);
    }

    [Fact]
    public void A_journal_that_is_away_at_the_start_is_waited_for()
    {
        Journal.GoAway(Stream);
        Start();
        Declare(Spec(Device("d1")));
        AwaitAssert(() => Journal.Find(Stream), Patient);

        Journal.ComeBack(Stream);

        Made();
    }

    [Theory]
    [InlineData("boot", true)]
    [InlineData("another boot", false)]
    public void A_contact_before_is_known_only_within_the_same_start_of_the_machine(string boot, bool isKnown)
    {
        var ages = ImmutableSortedDictionary<string, long>.Empty.Add("g/d1", 2000);
        var uptimeMs = (long)Uptime.TotalMilliseconds - 1000;
        Journal.Add(Stream, new GatewayEvents.OwnershipProven(
            Time.GetUtcNow(), boot, uptimeMs, new ClaimId("former"), ages));

        var made = StartWith(Device("d1"));

        Assert.Equal(isKnown ? Uptime - (3 * Second) : null, made.Settings.Contacts.Find("g/d1"));
    }

    [Fact]
    public void A_retired_gateway_stops_its_shadows_then_its_link_and_releases_its_claim_last()
    {
        StartWith(Device("d1"), Device("d2"));
        AwaitAssert(() => Trace.Of("connect 1"), Patient);

        Ask(new GatewayCommands.Retire(Id));

        HasEnded();
        Assert.Equal("durable GatewayReleased", Trace.Steps[^1]);
        Assert.True(Trace.Of("ended d1") < Trace.Of("closed 1"));
        Assert.True(Trace.Of("ended d2") < Trace.Of("closed 1"));
    }

    [Fact]
    public void A_gateway_that_is_handed_off_releases_its_claim()
    {
        StartWith(Device("d1"));

        Ask(new GatewayCommands.HandOff());

        HasEnded();
        Assert.IsType<GatewayEvents.GatewayReleased>(Journal.Events(Stream)[^1]);
    }

    [Fact]
    public void A_gateway_that_is_handed_off_while_it_claims_gives_the_claim_back()
    {
        Journal.Plan(Stream, AppendEnd.Kept);
        Start();
        Declare(Spec(Device("d1")));
        Appended<GatewayEvents.GatewayClaimed>();
        Ask(new GatewayCommands.HandOff());
        Settle();

        Journal.Answer(Stream, AppendEnd.Acknowledged);

        HasEnded();
        Assert.IsType<GatewayEvents.GatewayReleased>(Journal.Events(Stream)[^1]);
    }

    [Fact]
    public void A_release_that_cannot_be_recorded_is_not_waited_for()
    {
        StartWith(Device("d1"));
        Settle();
        Journal.GoAway(Stream);

        Ask(new GatewayCommands.Retire(Id));

        HasEnded();
    }

    [Fact]
    public void A_shadow_that_never_stops_holds_the_gateway_for_five_seconds_and_keeps_the_claim_unreleased()
    {
        StartWith(Device("d1"));
        IsStubborn = true;
        Ask(new GatewayCommands.HandOff());
        Told<ShadowOrders.Stop>();
        Settle();

        Advance(5 * Second);

        HasEnded();
        Assert.DoesNotContain(Journal.Events(Stream), happened => happened is GatewayEvents.GatewayReleased);
    }
}
