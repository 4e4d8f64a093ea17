using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Simulation;

/// <summary>Every byte of a faulty reply, as a client gets it.</summary>
public sealed class SimulatorFaultTests : IAsyncLifetime
{
    private const string ReadOne = "010300010001";
    private const string Reply = "000700000005010302000C";

    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _time = new();
    private readonly ModbusSimulator _simulator;
    private RawClient _client = null!;

    public SimulatorFaultTests() => _simulator = FaultyGateway.Start(_time);

    public async ValueTask InitializeAsync() => _client = await RawClient.ConnectAsync(_simulator.Port);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_that_joins_the_next_one_comes_right_before_it()
    {
        _simulator.Set(1, new SimulatorFault.JoinNext(), requests: 1);
        await _client.AskAsync(7, ReadOne);
        await _client.AskAsync(9, "020300010001");
        Assert.Equal(Reply + "0009000000050203020016", await _client.ReceiveAsync(22));
    }

    [Fact]
    public async Task Where_each_reply_joins_the_next_one_they_come_in_pairs()
    {
        _simulator.Set(null, new SimulatorFault.JoinNext());
        await _client.AskAsync(7, ReadOne, ReadOne, ReadOne);
        Assert.Equal(Reply + Reply.Replace("0007", "0008"), await _client.ReceiveAsync(22));
        await _client.AskAsync(10, ReadOne);
        Assert.Equal(
            Reply.Replace("0007", "0009") + Reply.Replace("0007", "000A"), await _client.ReceiveAsync(22));
    }

    [Theory]
    [InlineData(ReplyId.Next, "0008")]
    [InlineData(ReplyId.Swapped, "0700")]
    [InlineData(ReplyId.Zero, "0000")]
    public async Task A_reply_may_carry_another_id(ReplyId id, string seen)
    {
        _simulator.Set(1, new SimulatorFault.WrongId(id));
        await _client.AskAsync(7, ReadOne);
        Assert.Equal(Reply.Replace("0007", seen), await _client.ReceiveAsync(11));
    }

    [Theory]
    [InlineData(SplitPlace.LastByte, 10)]
    [InlineData(SplitPlace.Header, 7)]
    [InlineData(SplitPlace.EveryByte, 1)]
    public async Task A_split_reply_comes_in_pieces_with_a_gap_between_them(SplitPlace place, int first)
    {
        _simulator.Set(1, new SimulatorFault.Split(place, Gap));
        await _client.AskAsync(7, ReadOne);
        Assert.Equal(Reply[..(2 * first)], await _client.ReceiveAsync(first));
        Assert.Equal(0, _client.Available);
        Assert.Equal(Reply[(2 * first)..], await ReceiveAsTimePassesAsync(11 - first));
    }

    [Fact]
    public async Task The_reply_after_a_split_one_comes_after_it()
    {
        _simulator.Set(1, new SimulatorFault.Split(SplitPlace.LastByte, Gap), requests: 1);
        await _client.AskAsync(7, ReadOne, ReadOne);
        Assert.Equal(Reply[..20], await _client.ReceiveAsync(10));
        Assert.Equal(Reply[20..] + Reply.Replace("0007", "0008"), await ReceiveAsTimePassesAsync(12));
    }

    [Theory]
    [InlineData(0x0047, "0047")]
    [InlineData(0xFFFF, "FFFF")]
    [InlineData(0, "0000")]
    [InlineData(1, "0001")]
    public async Task A_corrupt_length_is_all_that_is_wrong(ushort length, string seen)
    {
        _simulator.Set(1, new SimulatorFault.CorruptLength(length));
        await _client.AskAsync(7, ReadOne);
        Assert.Equal($"00070000{seen}010302000C", await _client.ReceiveAsync(11));
    }

    [Fact]
    public async Task Another_units_reply_comes_first_and_the_right_one_later()
    {
        _simulator.Set(1, new SimulatorFault.ForeignReplyFirst(Gap));
        await _client.AskAsync(7, ReadOne);
        Assert.Equal("000700000005020302000D", await _client.ReceiveAsync(11));
        Assert.Equal(0, _client.Available);
        Assert.Equal(Reply, await ReceiveAsTimePassesAsync(11));
    }

    [Theory]
    [InlineData(2, true, "000700000007010304000C0000")]
    [InlineData(2, false, "000700000007010302000C0000")]
    [InlineData(-1, true, "00070000000401030100")]
    [InlineData(-1, false, "00070000000401030200")]
    [InlineData(-2, true, "000700000003010300")]
    [InlineData(-9, true, "0007000000020103")]
    public async Task A_reply_of_the_wrong_size_is_framed_as_it_is(int by, bool isCounted, string seen)
    {
        _simulator.Set(1, new SimulatorFault.WrongSize(by, isCounted));
        await _client.AskAsync(7, ReadOne);
        Assert.Equal(seen, await _client.ReceiveAsync(seen.Length / 2));
    }

    [Theory]
    [InlineData(null, "04")]
    [InlineData((byte)0x10, "10")]
    public async Task A_reply_may_name_another_function(byte? function, string seen)
    {
        _simulator.Set(1, new SimulatorFault.WrongFunction(function));
        await _client.AskAsync(7, ReadOne);
        Assert.Equal($"00070000000501{seen}02000C", await _client.ReceiveAsync(11));
    }

    public static TheoryData<SimulatorFault> OfReplies =>
    [
        new SimulatorFault.WrongId(), new SimulatorFault.CorruptLength(1), new SimulatorFault.WrongFunction(),
        new SimulatorFault.WrongSize(-1), new SimulatorFault.Split(SplitPlace.Header, TimeSpan.Zero),
    ];

    [Theory]
    [MemberData(nameof(OfReplies))]
    public async Task A_write_with_a_faulty_reply_was_executed_once(SimulatorFault fault)
    {
        _simulator.Set(1, fault, requests: 1);
        await _client.AskAsync(7, "010600020063");
        await _client.ReceiveAsync(11);
        Assert.Equal(new ExecutionCount(1, 0x63), _simulator.Executions.Of(1, ModbusTable.Holding, 2));
    }

    // The timer of the next piece is set after the piece before has been sent.
    private async Task<string> ReceiveAsTimePassesAsync(int count)
    {
        await Probe.UntilAsync(() =>
        {
            if (_client.Available < count) _time.Advance(Gap);
            return Task.FromResult(_client.Available >= count);
        });
        return await _client.ReceiveAsync(count);
    }
}
