using CsCheck;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain.Alarms;

/// <summary>Whatever happens to a device with alarms of its points: what its journal says of them is true, and in the
/// end they are what its values are.</summary>
public sealed class AlarmPropertyTests
{
    private static readonly Gen<(int Kind, int A, int B)[]> Steps = Gen.Select(
        Gen.Frequency(
            (3, Gen.Int[0, AnyHistory.KindsMax - 1]),
            (1, Gen.Int[AnyHistory.KindsMax, AnyHistory.AlarmKindsMax - 1])),
        Gen.Int[0, 1_000], Gen.Int[0, 1_000]).Array[1, 120];

    [Fact]
    public void No_history_makes_an_alarm_lie() => Steps.Sample(
        Play, iter: 2_000, time: -1,
        print: steps => string.Join(", ", steps.Select(step => $"({step.Kind}, {step.A}, {step.B})")));

    private static void Play((int Kind, int A, int B)[] steps)
    {
        var history = new AnyHistory(running: true, alarmed: true);
        foreach (var (kind, a, b) in steps)
        {
            var (scenario, before) = (history.Scenario, history.Scenario.Shadow);
            history.Step(kind, a, b);
            IsBounded(history.Scenario);
            if (scenario == history.Scenario) IsQuietOutOfService(before, scenario.Shadow);
        }

        IsAsWritten(history.Scenario);
        history.Scenario.Wait(TimeSpan.FromSeconds(70));
        Assert.Empty(history.Scenario.Unanswered);
        IsTrueInTheEnd(history.Settled());
    }

    private static void IsBounded(ShadowScenario scenario)
    {
        var alarms = scenario.Shadow.State.Alarms;
        Assert.DoesNotContain(alarms.Values, alarm => alarm.IsCleared);
        Assert.InRange(alarms.Count, 0, AlarmLimits.PointAlarmsMax + AlarmConditions.OfDevice.Length);
        Assert.InRange(scenario.Live.AlarmOrders.Length, 0, ShadowLimits.OrdersMax);
    }

    /// <summary>Each event says how the alarm stands after it: who reads the journal gets the same.</summary>
    private static void IsAsWritten(ShadowScenario scenario)
    {
        var book = AlarmBook.Empty;
        foreach (var happened in scenario.Journal.Durable.OfType<ShadowEvents.AlarmEvent>())
        {
            var (stamp, note) = (happened.Stamp, happened.Note);
            var was = book.GetValueOrDefault(note.Alarm);
            Assert.False(happened.Act == AlarmAct.Raised && was?.IsActive == true, $"{note} is raised twice.");
            book = book.After(happened.Act, note, stamp.Time, stamp.Boot, stamp.UptimeMs);
            Assert.Equal(note.State, book.GetValueOrDefault(note.Alarm)?.State ?? AlarmState.Normal);
        }

        Assert.Equal(scenario.Journal.State.Alarms, book);
    }

    /// <summary>While people have it out of service, and the journal is in no doubt, nothing of the device is raised.
    /// </summary>
    private static void IsQuietOutOfService(Shadow before, Shadow after)
    {
        if (before.Live.OutOfService is null || !ReferenceEquals(before.Live.OutOfService, after.Live.OutOfService))
            return;
        if (before.Live.Journal != JournalStatus.Up || after.Live.Journal != JournalStatus.Up) return;
        foreach (var alarm in after.State.Alarms.Values.Where(alarm => AlarmConditions.IsOutWithDevice(alarm.Alarm)))
            Assert.False(
                alarm.IsActive && before.State.Alarms.GetValueOrDefault(alarm.Alarm)?.IsActive != true,
                $"{alarm} is raised out of service.");
    }

    private static void IsTrueInTheEnd(ShadowScenario scenario)
    {
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(JournalStatus.Up, scenario.Live.Journal);
        var alarms = scenario.Shadow.State.Alarms;
        foreach (var point in scenario.Shadow.Spec.AlarmedPoints())
            foreach (var kind in point.Alarms!.Kinds())
            {
                var name = AlarmIds.OfPoint(point.Id, AlarmConditions.Of(kind));
                var isActive = alarms.GetValueOrDefault(name)?.IsActive == true;
                Assert.Equal(
                    point.Alarms.Holds(kind, scenario.Device[point.Id.Value], isActive), isActive);
            }

        Assert.DoesNotContain(alarms.Values, alarm => alarm is { Alarm: "faulted", IsActive: true });
        Assert.DoesNotContain(alarms.Values, alarm => alarm is { Alarm: "no-communication", IsActive: true });
    }
}
