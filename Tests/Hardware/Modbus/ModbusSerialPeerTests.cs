using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>modbus-serial's handlers take their time each for itself, and may fail or never end.</summary>
public sealed class ModbusSerialPeerTests(ModbusSerialServer server) : ModbusPeerTests<ModbusSerialServer>(server)
{
    private static readonly PointSpec Failing = Register("failing", ModbusSerialServer.FailingRegister);
    private static readonly PointSpec Busy = Register("busy", ModbusSerialServer.BusyRegister);
    private static readonly PointSpec Good = Register("good", 189);

    [Fact]
    public async Task A_masked_write_is_refused_and_changes_nothing()
    {
        await AskAsync("0600680012");
        Assert.Equal("9601", await AskAsync("16006800F20025"));
        Assert.Equal("03020012", await AskAsync("0300680001"));
    }

    [Fact]
    public async Task A_register_that_fails_is_Bad_and_its_neighbours_are_not()
    {
        await AskAsync("0600BD0007");
        var readings = await (await OpenAsync(Failing, Busy, Good)).ReadAsync([Failing.Id, Busy.Id, Good.Id], Limit);
        Assert.Equal(
            [StatusCode.BadDeviceFailure, StatusCode.BadDeviceFailure, StatusCode.Good],
            readings.Select(reading => reading.Status));
        Assert.Equal(PointValue.Of(7L), readings[2].Value);
    }

    [Fact]
    public async Task A_write_that_fails_is_the_answer_of_the_device_in_words()
    {
        var driver = await OpenAsync(Failing, Busy);
        Assert.Equal(
            ["exception 04: server device failure", "exception 06: server device busy"],
            [
                Assert.IsType<MutationOutcome.Rejected>(await WriteAsync(driver, Failing, PointValue.Of(1L))).Reason,
                Assert.IsType<MutationOutcome.Rejected>(await WriteAsync(driver, Busy, PointValue.Of(1L))).Reason,
            ]);
    }

    [Fact]
    public async Task A_slow_register_and_a_silent_one_hold_up_no_other_request()
    {
        var slow = AskAsync($"03{ModbusSerialServer.SlowRegister:X4}0001");
        var silent = AskAsync($"03{ModbusSerialServer.SilentRegister:X4}0001", ShortResponseTime);
        for (var i = 0; i < 20; i++) Assert.Equal("04020005", await AskAsync("0400050001"));
        await Assert.ThrowsAsync<NoResponseException>(() => silent);
        Assert.False(slow.IsCompleted);
        Assert.Equal("03020000", await slow);
        Assert.Equal("04020005", await AskAsync("0400050001"));
        Assert.False(Transport.Lost.IsCompleted);
    }

    [Fact]
    public async Task A_slow_answer_that_comes_too_late_is_taken_for_no_other()
    {
        var late = AskAsync($"06{ModbusSerialServer.SlowRegister:X4}0000", ShortResponseTime);
        await Assert.ThrowsAsync<NoResponseException>(() => late);
        Assert.Equal("03020000", await AskAsync($"03{ModbusSerialServer.SlowRegister:X4}0001"));
        Assert.False(Transport.Lost.IsCompleted);
    }

    private static PointSpec Register(string id, int offset) => TestPlant.Point(id, $"holding/{offset}");
}
