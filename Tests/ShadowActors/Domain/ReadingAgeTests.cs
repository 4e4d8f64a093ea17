using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>A value's age begins when the device's answer came, not when the shadow came to it.</summary>
public sealed class ReadingAgeTests
{
    private static readonly DeviceSpec Counting = TestDevice.Spec.With("temp", point => point with
    {
        Type = PointType.Uint32,
        Overlay = OverlayKind.Offset,
    });

    [Fact]
    public void What_lay_in_the_mailbox_of_a_suspended_machine_is_as_old_as_it_is()
    {
        var scenario = Asked(out var call);
        var readings = scenario.ReadsNow(call);
        scenario.Sleep(TimeSpan.FromHours(1));
        scenario.Gives(call, readings);
        var temp = SeenDevice.Of(scenario.Shadow, scenario.Now).Readings[0];
        Assert.Equal((StatusCode.UncertainLastUsableValue, TimeSpan.FromHours(1)), (temp.Status, temp.Age));
        Assert.Equal(scenario.Uptime - TimeSpan.FromHours(1), scenario.Live.Contact);
    }

    [Fact]
    public void A_client_is_told_how_long_its_answer_took_from_the_device()
    {
        var scenario = Asked(out var call, out var ticket);
        var readings = scenario.ReadsNow(call);
        scenario.Sleep(TimeSpan.FromSeconds(2));
        scenario.Gives(call, readings);
        Assert.Equal(
            (StatusCode.Good, TimeSpan.FromSeconds(2), ServedBy.Driver),
            (scenario.Reading(ticket).Status, scenario.Reading(ticket).Age, scenario.Reading(ticket).ServedBy));
    }

    [Fact]
    public void A_client_is_never_given_as_good_what_is_too_old_when_it_comes()
    {
        var scenario = Asked(out var call, out var ticket);
        var readings = scenario.ReadsNow(call);
        scenario.Sleep(TimeSpan.FromSeconds(6));
        scenario.Gives(call, readings);
        Assert.Equal(StatusCode.UncertainLastUsableValue, scenario.Reading(ticket).Status);
    }

    [Fact]
    public void A_slow_read_does_not_replace_what_a_quick_one_read_later()
    {
        var scenario = Asked(out var slow, out var ticket);
        var readings = scenario.ReadsNow(slow);
        scenario.Wait(1);
        scenario.Device["temp"] = PointValue.Of(7);
        scenario.Read();
        scenario.Gives(scenario.Calls.Keys.Max());
        scenario.Gives(slow, readings);
        Assert.Equal(PointValue.Of(7), scenario.Live.Readings[new PointId("temp")].Value);
        Assert.Equal(PointValue.Of(7), scenario.Reading(ticket).Value);
        Assert.Equal(PointValue.Of(7), scenario.Wait(1).Journal.State.Readings["temp"].Value);
    }

    [Fact]
    public void A_count_that_comes_late_is_no_lower_count()
    {
        var scenario = Asked(out var slow, Counting);
        var readings = scenario.ReadsNow(slow);
        scenario.Wait(2);
        scenario.Device["temp"] = PointValue.Of(1000);
        scenario.Read();
        scenario.Gives(scenario.Calls.Keys.Max());
        scenario.Gives(slow, readings);
        Assert.Null(scenario.Live.Overlays[new PointId("temp")].Lower);
    }

    [Fact]
    public void A_count_from_before_a_reset_that_comes_late_adds_nothing()
    {
        var scenario = Asked(out var slow, Counting);
        scenario.Device["temp"] = PointValue.Of(1000);
        scenario.Read();
        scenario.Gives(scenario.Calls.Keys.Max());
        scenario.Wait(0.1);
        var readings = scenario.ReadsNow(slow);
        scenario.DeviceReads = true;
        scenario.Device["temp"] = PointValue.Of(5);
        scenario.Wait(1).Read();
        scenario.Gives(slow, readings);
        scenario.Wait(2).Read();
        Assert.Equal(PointValue.Of(1005), scenario.Reading(scenario.Read()).Value);
    }

    [Fact]
    public void A_read_of_what_can_not_be_read_is_no_contact()
    {
        var scenario = ShadowScenario.Passive(
            TestDevice.Spec.With("level", point => point with { IsReadable = false }));
        var contact = scenario.Live.Contact;
        scenario.Wait(30).Read("level");
        Assert.Equal(contact, scenario.Live.Contact);
        scenario.Read();
        Assert.Equal(scenario.Uptime, scenario.Live.Contact);
    }

    [Fact]
    public void A_point_without_a_request_is_no_contact()
    {
        var scenario = Asked(out var call);
        var contact = scenario.Live.Contact;
        scenario.Wait(1);
        scenario.Gives(call, [.. scenario.ReadsNow(call).Select(
            reading => reading with { Value = null, Status = StatusCode.BadConfigurationError })]);
        Assert.Equal(contact, scenario.Live.Contact);
    }

    private static ShadowScenario Asked(out long call, DeviceSpec? spec = null) => Asked(out call, out _, spec);

    /// <summary>A client has asked for a point, and the driver reads it.</summary>
    private static ShadowScenario Asked(out long call, out long ticket, DeviceSpec? spec = null)
    {
        var scenario = ShadowScenario.Passive(spec);
        scenario.DeviceReads = false;
        ticket = scenario.Read(timeout: 60);
        call = scenario.Calls.Keys.Max();
        return scenario;
    }
}
