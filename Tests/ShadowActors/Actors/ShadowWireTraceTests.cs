using Understudy.DriverActors.Wire;
using Understudy.Hardware.Modbus;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

public sealed class ShadowWireTraceTests : ShadowActorTestBase
{
    private static readonly byte[] AskedFrame = Convert.FromHexString("000100000006010300000001");
    private static readonly byte[] AnsweredFrame = Convert.FromHexString("000100000005010302002A");

    public ShadowWireTraceTests() => Wire = new LinkTap(Time, ModbusWords.Instance);

    [Fact]
    public void Frames_are_told_in_words_while_they_are_kept()
    {
        StartPassive();
        Assert.Equal(Time.GetUtcNow() + 60 * Second, Switch(60 * Second).Until);

        Wire!.Sent(TestDevice.Spec.Unit, AskedFrame, MbapFrame.HeaderBytes);
        Wire.Received(TestDevice.Spec.Unit, AnsweredFrame, MbapFrame.HeaderBytes);

        var kept = Kept(after: 0);
        Assert.Equal(["read holding 0", "1 register"], kept.Frames.Select(frame => frame.Words));
        Assert.Equal([true, false], kept.Frames.Select(frame => frame.IsSent));
        Assert.Equal(Convert.ToHexString(AskedFrame), kept.Frames[0].Hex);
        Assert.Equal([kept.Frames[1]], Kept(after: kept.Frames[0].Number).Frames);
    }

    [Fact]
    public void It_is_off_when_its_time_is_over()
    {
        StartPassive();
        Switch(60 * Second);
        Advance(59 * Second);
        Assert.NotNull(Kept(after: 0).Until);

        Advance(2 * Second);

        AwaitCondition(() => Kept(after: 0).Until is null, Patient);
        Assert.False(Wire!.IsOn(TestDevice.Spec.Unit));
    }

    [Fact]
    public void It_is_off_at_once_when_that_is_asked_and_what_was_kept_is_forgotten()
    {
        StartPassive();
        Switch(60 * Second);
        Wire!.Sent(TestDevice.Spec.Unit, AskedFrame, MbapFrame.HeaderBytes);

        Assert.Null(Switch(TimeSpan.Zero).Until);

        Assert.Empty(Kept(after: 0).Frames);
        Assert.False(Wire.IsOn(TestDevice.Spec.Unit));
    }

    [Fact]
    public void It_ends_with_the_shadow()
    {
        StartPassive();
        Switch(60 * Second);
        Watch(Shadow);

        Sys.Stop(Shadow);

        ExpectTerminated(Shadow, Patient);
        Assert.False(Wire!.IsOn(TestDevice.Spec.Unit));
    }

    private WireTraceMessages.WireTraceKept Switch(TimeSpan time)
    {
        Ask(new WireTraceMessages.SwitchWireTrace(TestDevice.Id, (long)time.TotalMilliseconds));
        return Answered<WireTraceMessages.WireTraceKept>();
    }

    private WireTraceMessages.WireTraceKept Kept(long after)
    {
        Ask(new WireTraceMessages.GetWireTrace(TestDevice.Id, after));
        return Answered<WireTraceMessages.WireTraceKept>();
    }
}
