using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Modbus.Probing;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus.Probing;

public sealed class DeviceProbeTests
{
    private static readonly AddressSpan Tens = new(ModbusTable.Holding, 0, 10);

    private readonly AnsweringTransport _device = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Registers_and_holes_are_found()
    {
        _device.Answer = request => Of(request, address => address is not (3 or 4));
        var finding = await Probe().SearchAsync(Tens, null, default);
        Assert.Equal([0, 1, 2, 5, 6, 7, 8, 9], finding.Values.Keys);
        Assert.Equal("holding/3..4", finding.Gaps.Single().Span.ToString());
    }

    [Fact]
    public async Task No_more_than_the_most_requests_are_sent()
    {
        _device.Answer = request => Of(request, _ => false);
        var probe = Probe();
        var finding = await probe.SearchAsync(Tens with { Count = 2000 }, null, default);
        Assert.Equal((ProbeOptions.RequestsMax, ProbeOptions.RequestsMax), (probe.Requests, _device.Asked));
        Assert.Equal("500 requests are the most of one probe", probe.Ended);
        Assert.Contains(finding.Gaps, gap => gap.Kind == GapKind.RefusedTogether);
    }

    [Fact]
    public async Task A_silent_device_is_asked_three_times_and_no_more()
    {
        _device.Answer = _ => throw new NoResponseException("silent");
        var probe = Probe();
        var finding = await probe.SearchAsync(Tens with { Count = 1000 }, null, default);
        Assert.Equal((3, 0, "unit 1 left 3 requests in a row unanswered"), (_device.Asked, probe.Answers, probe.Ended));
        Assert.Equal([GapKind.Unanswered, GapKind.NotAsked], finding.Gaps.Select(gap => gap.Kind));
    }

    [Fact]
    public async Task Silences_with_answers_between_them_do_not_end_it()
    {
        _device.Answer = request => _device.Asked % 2 == 0 ? Of(request, _ => true) : throw new NoResponseException("");
        var probe = Probe();
        await probe.SearchAsync(Tens with { Count = 1000 }, null, default);
        Assert.Equal((8, 4, (string?)null), (_device.Asked, probe.Answers, probe.Ended));
    }

    [Fact]
    public async Task A_lost_connection_ends_it_with_what_is_known()
    {
        _device.Answer = request => _device.Asked == 1
            ? Of(request, _ => true)
            : throw new LinkLostException("h:502: the peer closed the connection", maySent: true);
        var probe = Probe();
        var finding = await probe.SearchAsync(Tens with { Count = 300 }, null, default);
        Assert.Equal(125, finding.Values.Count);
        Assert.Equal("h:502: the peer closed the connection", probe.Ended);
    }

    [Fact]
    public async Task The_next_request_waits_for_the_pace()
    {
        _device.Answer = request => Of(request, _ => true);
        var probe = Probe(TimeSpan.FromMilliseconds(50));
        var search = probe.SearchAsync(Tens with { Count = 126 }, null, default);
        Assert.Equal(1, _device.Asked);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await search;
        Assert.Equal(2, _device.Asked);
    }

    [Fact]
    public async Task Cancelling_ends_it_with_what_is_known()
    {
        using var stop = new CancellationTokenSource();
        _device.Answer = request => Of(request, _ => true);
        var probe = Probe(TimeSpan.FromMilliseconds(50));
        var search = probe.SearchAsync(Tens with { Count = 300 }, null, stop.Token);
        await stop.CancelAsync();
        Assert.Equal(125, (await search).Values.Count);
        Assert.Equal((1, "stopped"), (_device.Asked, probe.Ended));
    }

    [Fact]
    public async Task A_busy_device_is_asked_the_same_again_after_a_pause()
    {
        _device.Answer = request => _device.Asked == 1
            ? ModbusResponse.OfException(3, ModbusExceptionCode.ServerDeviceBusy)
            : Of(request, _ => true);
        var search = Probe().SearchAsync(Tens, null, default);
        _time.Advance(ProbeOptions.BusyPause);
        Assert.Empty((await search).Gaps);
        Assert.Equal(2, _device.Asked);
    }

    private DeviceProbe Probe(TimeSpan pace = default) =>
        new(_device, new ProbeOptions(1, pace, TimeSpan.FromSeconds(1)), _time);

    private static byte[] Of(byte[] request, Func<int, bool> isThere)
    {
        var (first, count) = ((request[1] << 8) | request[2], (request[3] << 8) | request[4]);
        var addresses = Enumerable.Range(first, count).ToArray();
        return addresses.All(isThere)
            ? ModbusResponse.OfData(
                (ModbusFunction)request[0],
                [.. addresses.SelectMany(address => new[] { (byte)(address >> 8), (byte)address })])
            : ModbusResponse.OfException(request[0], ModbusExceptionCode.IllegalDataAddress);
    }

    /// <summary>A connection whose peer is a function.</summary>
    private sealed class AnsweringTransport : ILinkTransport
    {
        public Func<byte[], byte[]> Answer { get; set; } = _ => [];

        public int Asked { get; private set; }

        public Task<string> Lost { get; } = new TaskCompletionSource<string>().Task;

        public long FramesReceived => Asked;

        public bool IsGivenUp => false;

        public Task ConnectAsync(CancellationToken cancellation) => Task.CompletedTask;

        public bool Mutates(ReadOnlySpan<byte> payload) => payload[0] > 4;

        public Task<ReadOnlyMemory<byte>> ExchangeAsync(
            LinkRequest request, Func<SendRefusal?> authorise, CancellationToken cancellation)
        {
            Assert.Null(authorise());
            Asked++;
            try
            {
                return Task.FromResult<ReadOnlyMemory<byte>>(Answer(request.Payload.ToArray()));
            }
            catch (Exception error)
            {
                return Task.FromException<ReadOnlyMemory<byte>>(error);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
