using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class SeenDeviceTests
{
    private static readonly DeviceSpec Scanned = TestDevice.Spec.With("temp", point => point with
    {
        ScanPeriod = TimeSpan.FromSeconds(1),
        StaleAfter = TimeSpan.FromSeconds(3),
    });

    [Fact]
    public void What_the_driver_gave_is_good_and_the_drivers()
    {
        var seen = Seen(ShadowScenario.Passive());

        Assert.Equal((DeviceMode.Passive, null), (seen.Mode, seen.Cause));
        Assert.All(seen.Readings, reading =>
            Assert.Equal((StatusCode.Good, ServedBy.Driver), (reading.Status, reading.ServedBy)));
    }

    [Fact]
    public void A_failure_changes_every_point_and_the_mode()
    {
        var scenario = ShadowScenario.Passive();
        var before = Seen(scenario);

        scenario.FailsForGood();

        var seen = Seen(scenario);
        Assert.Equal(DeviceMode.Active, seen.Mode);
        Assert.NotNull(seen.Cause);
        Assert.False(seen.IsServedAs(before));
        Assert.Equal(TestDevice.Spec.Points.Length, seen.ChangedSince(before).Length);
        Assert.All(seen.Readings, reading => Assert.Equal(
            (StatusCode.UncertainLastUsableValue, ServedBy.ShadowRespond), (reading.Status, reading.ServedBy)));
    }

    [Fact]
    public void After_the_recovery_a_point_is_good_only_when_the_new_driver_has_read_it()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceReads = false;
        scenario.Fails();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        var before = Seen(scenario);
        Assert.DoesNotContain(before.Readings, reading => reading.Status.IsGood);

        scenario.Gives(scenario.Calls.Keys.Min());

        var seen = Seen(scenario);
        Assert.Equal(scenario.Live.Incarnation, seen.Incarnation);
        Assert.All(seen.ChangedSince(before), reading => Assert.Equal(
            (StatusCode.Good, ServedBy.Driver), (reading.Status, reading.ServedBy)));
    }

    [Fact]
    public void The_same_value_read_again_is_no_change()
    {
        var scenario = ShadowScenario.Passive(Scanned);
        var before = Seen(scenario);

        scenario.Wait(1.5);

        Assert.NotEqual(before.Readings[0].SourceTime, Seen(scenario).Readings[0].SourceTime);
        Assert.Empty(Seen(scenario).ChangedSince(before));
    }

    [Fact]
    public void It_is_known_when_a_value_will_be_too_old()
    {
        var scenario = ShadowScenario.Passive(Scanned);
        scenario.DeviceReads = false;
        scenario.Sleep(TimeSpan.FromSeconds(1));
        var before = Seen(scenario);

        scenario.Sleep(before.StaleIn(Scanned)!.Value);

        var changed = Assert.Single(Seen(scenario).ChangedSince(before));
        Assert.Equal(("temp", StatusCode.UncertainLastUsableValue), (changed.Point.Value, changed.Status));
    }

    [Fact]
    public void What_can_not_be_read_is_told_as_it_was_written()
    {
        var scenario = ShadowScenario.Passive(
            TestDevice.Spec.With("level", point => point with { IsReadable = false }));
        var before = Seen(scenario);

        scenario.Write("level", 7);

        var level = Assert.Single(
            Seen(scenario).ChangedSince(before), reading => reading.Point.Value == "level");
        Assert.Equal(
            (PointValue.Of(7), StatusCode.UncertainLastUsableValue, ServedBy.ShadowRespond),
            (level.Value, level.Status, level.ServedBy));
    }

    [Theory]
    [InlineData("level")]
    [InlineData("fixed")]
    public void An_acknowledged_setting_is_not_as_the_driver_gave_it_until_it_is_read(string point)
    {
        var scenario = ShadowScenario.Passive();
        var index = TestDevice.Spec.Points.IndexOf(TestDevice.Spec.Point(new PointId(point))!);

        scenario.Write(point, 7);

        var written = Seen(scenario).Readings[index];
        Assert.Equal((PointValue.Of(7), ServedBy.ShadowRespond), (written.Value, written.ServedBy));
        scenario.Read(point);
        Assert.Equal(ServedBy.Driver, Seen(scenario).Readings[index].ServedBy);
    }

    [Fact]
    public void Where_everything_is_too_old_nothing_more_will_be()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Sleep(TimeSpan.FromMinutes(1));

        Assert.Null(Seen(scenario).StaleIn(TestDevice.Spec));
    }

    [Fact]
    public void Whatever_changes_may_differ()
    {
        var scenario = ShadowScenario.Passive();
        Step(() => scenario.Write("level", 7));
        Step(() => scenario.JournalDown());
        Step(() => scenario.JournalUp());
        Step(() => scenario.FailsForGood());
        Step(() => scenario.Happens(new ShadowInputs.LinkDown("pulled")));
        Step(() => scenario.Happens(new ShadowInputs.LinkUp()));
        Step(() => scenario.Opens());

        void Step(Action act)
        {
            var (shadow, before) = (scenario.Shadow, Seen(scenario));
            act();
            var seen = Seen(scenario);
            var isAnother = !seen.IsServedAs(before) || !seen.ChangedSince(before).IsEmpty;
            Assert.True(!isAnother || SeenDevice.MayDiffer(shadow, scenario.Shadow));
        }
    }

    private static SeenDevice Seen(ShadowScenario scenario) => SeenDevice.Of(scenario.Shadow, scenario.Now);
}
