using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>For servers that have function 22.</summary>
public abstract class MaskingPeerTests<TPeer>(TPeer peer) : ModbusPeerTests<TPeer>(peer)
    where TPeer : class, IModbusPeer
{
    [Fact]
    public async Task A_masked_write_changes_the_bits_that_it_names()
    {
        await AskAsync("0600680012");
        Assert.Equal("16006800F20025", await AskAsync("16006800F20025"));
        Assert.Equal("03020017", await AskAsync("0300680001"));
    }

    [Fact]
    public async Task A_bit_of_a_register_is_written_without_touching_its_neighbours()
    {
        var bit = TestPlant.Point("manual", "holding/105.3", PointType.Bool);
        await AskAsync("0600690010");
        var driver = await OpenAsync(bit);
        Assert.IsType<MutationOutcome.Acknowledged>(await WriteAsync(driver, bit, PointValue.Of(true)));
        Assert.Equal(PointValue.Of(true), (await driver.ReadAsync([bit.Id], Limit))[0].Value);
        await DisconnectAsync();
        Assert.Equal(["24"], await Mbpoll.ReadAsync(Peer.Port, Unit, "4", 105));
    }
}
