using Understudy.Supervisor.Dashboard.View;

namespace Understudy.Tests.Supervisor.Dashboard;

public sealed class ModeChangesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Values_alone_are_not_announced() =>
        Assert.Null(ModeChanges.Between(SamplePlant.At(Now), SamplePlant.At(Now.AddSeconds(1))));

    [Fact]
    public void A_device_that_fell_silent_is_announced()
    {
        var before = SamplePlant.At(Now);
        var lab = before.Gateways[1];
        var after = before with
        {
            Gateways = before.Gateways.SetItem(
                1, lab with { Devices = lab.Devices.SetItem(0, lab.Devices[0] with { Status = null }) }),
        };
        Assert.Equal("lab/balance is No answer.", ModeChanges.Between(before, after));
        Assert.Equal("lab/balance is Passive.", ModeChanges.Between(after, before));
    }
}
