using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>What a shadow says of its points to interlocks of other devices.</summary>
public sealed class InputReadingTests
{
    private static readonly PointId Temp = new("temp");

    [Fact]
    public void What_the_driver_read_is_said_as_it_was_read()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Device["temp"] = PointValue.Of(7);
        scenario.Read();
        Assert.Equal(
            new InputReading(PointValue.Of(7), StatusCode.Good, scenario.Uptime, TimeSpan.FromSeconds(5), null),
            Said(scenario));
    }

    [Fact]
    public void How_long_it_counts_may_be_declared_otherwise_while_the_driver_serves()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Read();
        var before = scenario.Shadow;
        scenario.Redeclare("temp", point => point with { StaleAfter = TimeSpan.FromSeconds(9) });
        Assert.True(InputReading.MayDiffer(before, scenario.Shadow));
        Assert.Equal(TimeSpan.FromSeconds(9), Said(scenario).StaleAfter);
    }

    [Fact]
    public void Before_its_journal_is_read_nothing_counts() =>
        Assert.Equal("its device is not this node's at present", Said(new ShadowScenario()).WhyNot);

    [Fact]
    public void While_its_driver_is_recovered_nothing_counts()
    {
        var scenario = ShadowScenario.Passive().FailsForGood(FailureKind.Hang);
        Assert.Equal("its driver does not serve: Hang: boom", Said(scenario).WhyNot);
        Assert.False(Said(scenario).Status.IsGood);
    }

    [Fact]
    public void What_was_read_before_a_failure_is_not_Good_after_it()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceReads = false;
        scenario.Fails();
        foreach (var call in scenario.Calls.Keys.ToList())
            if (scenario.Calls[call] is ShadowEffects.CallRead read && !read.Points.Contains(Temp))
                scenario.Gives(call);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal((null, StatusCode.UncertainLastUsableValue), (Said(scenario).WhyNot, Said(scenario).Status));
    }

    [Theory]
    [InlineData(AdministrativeState.Maintenance)]
    [InlineData(AdministrativeState.Disabled)]
    public void Out_of_service_nothing_counts(AdministrativeState state)
    {
        var scenario = ShadowScenario.Passive();
        scenario.Decide(state);
        Assert.StartsWith("its device is out of service: ", Said(scenario).WhyNot);
    }

    [Fact]
    public void While_its_shadow_stops_nothing_counts()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        scenario.Happens(new ShadowInputs.StopOrdered("handed over"));
        Assert.Equal("its device is not this node's at present", Said(scenario).WhyNot);
    }

    [Fact]
    public void What_was_only_written_does_not_count()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        Assert.Equal(
            "it has not been read since it was written",
            InputReading.Of(scenario.Shadow, new PointId("level")).WhyNot);
    }

    [Fact]
    public void A_point_that_is_not_declared_any_more_does_not_count() => Assert.Equal(
        "its device declares no such point",
        InputReading.Of(ShadowScenario.Passive().Shadow, new PointId("gone")).WhyNot);

    private static InputReading Said(ShadowScenario scenario) => InputReading.Of(scenario.Shadow, Temp);
}
