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
}
