using Akka.TestKit;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>What a shadow tells of its device's alarms.</summary>
public sealed class ShadowActorAlarmTests : ShadowActorTestBase
{
    private readonly TestProbe _told;

    public ShadowActorAlarmTests()
    {
        _told = CreateTestProbe("told");
        Sys.EventStream.Subscribe(_told, typeof(AlarmTold));
    }

    [Fact]
    public void Out_of_service_an_alarm_is_told_as_such_and_in_service_again_it_is_told_once_more()
    {
        StartPassive();
        Fail(1, FailureKind.NoResponse);
        Ordered<DriverCommands.Open>();
        Advance(11 * Second);
        Assert.Equal((AlarmAct.Raised, false), Told());

        Decide(AdministrativeState.Maintenance);
        Ask(new ShadowCommands.ChangeAlarm(
            TestDevice.Id, new RequestId("order"), "ann", "no-communication", AlarmOrder.Acknowledge, "seen", null,
            5 * Second));
        Answered<ShadowReplies.AlarmAnswered>();
        Assert.Equal((AlarmAct.Acknowledged, true), Told());

        Decide(AdministrativeState.Enabled);
        Assert.Equal((AlarmAct.Acknowledged, false), Told(isStanding: true));
    }

    [Fact]
    public void Of_a_shelved_alarm_is_told_who_shelved_it_and_until_when_whoever_does_what_later()
    {
        StartPassive();
        Fail(1, FailureKind.NoResponse);
        Ordered<DriverCommands.Open>();
        Advance(11 * Second);
        Assert.Equal((AlarmAct.Raised, false), Told());
        var until = Time.GetUtcNow() + TimeSpan.FromHours(1);
        Order("shelve", "ann", AlarmOrder.Shelve, "new cable", TimeSpan.FromHours(1));
        Assert.Equal(AlarmAct.Shelved, _told.ExpectMsg<AlarmTold>(Patient).Act);
        Advance(Second);

        Order("acknowledge", "bob", AlarmOrder.Acknowledge, "seen", null);

        var told = _told.ExpectMsg<AlarmTold>(Patient);
        Assert.Equal((AlarmAct.Acknowledged, "bob", "seen"), (told.Act, told.Alarm.Principal, told.Alarm.Comment));
        Assert.Equal(
            ("ann", "new cable", until), (told.Alarm.ShelvedBy, told.Alarm.ShelvedFor, told.Alarm.ShelvedUntil!.Value));
        Assert.Equal(Assert.Single(Status().Alarms) with { SuppressedBy = null }, told.Alarm);
        Order("unshelve", "cid", AlarmOrder.Unshelve, "done", null);
        Assert.False(_told.ExpectMsg<AlarmTold>(Patient).Alarm.IsShelved);
    }

    private void Order(string request, string principal, AlarmOrder order, string comment, TimeSpan? time)
    {
        Ask(new ShadowCommands.ChangeAlarm(
            TestDevice.Id, new RequestId(request), principal, "no-communication", order, comment, time, 5 * Second));
        Answered<ShadowReplies.AlarmAnswered>();
    }

    private (AlarmAct Act, bool IsOutOfService) Told(bool isStanding = false)
    {
        var told = _told.ExpectMsg<AlarmTold>(Patient);
        Assert.Equal(("g:d:no-communication", isStanding), (told.Alarm.Id, told.IsStanding));
        return (told.Act, told.Alarm.IsOutOfService);
    }

    private void Decide(AdministrativeState state)
    {
        Ask(new ShadowCommands.SetState(
            TestDevice.Id, new RequestId($"{state}"), "ann", state, "new seal", null, 5 * Second));
        Assert.Equal(state, Answered<ShadowReplies.Decided>().Administrative.State);
    }
}
