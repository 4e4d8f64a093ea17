using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>For servers that have functions 22 and 23.</summary>
public abstract class MaskingPeerTests<TPeer>(TPeer peer) : ModbusPeerTests<TPeer>(peer)
    where TPeer : class, IModbusPeer
{
    [Fact]
    public async Task A_masked_write_changes_the_bits_that_it_names()
    {
        await AskAsync("0600680012");
        Assert.Equal("16006800F20025", await AskAsync("16006800F20025"));
        Assert.Equal("03020017", await AskAsync("0300680001"));
        Assert.Equal("0x0017", await WitnessAsync("4:hex", 104, 1));
    }

    /// <summary>Function 23, which the driver has no use for.</summary>
    [Fact]
    public async Task Registers_are_written_and_then_read_with_one_request()
    {
        await AskAsync("10007C0003060001000200FF");
        Assert.Equal("1706000111112222", await AskAsync("17007C0003007D00020411112222"));
        Assert.Equal("0x0001 0x1111 0x2222", await WitnessAsync("4:hex", 124, 3));
    }
}
