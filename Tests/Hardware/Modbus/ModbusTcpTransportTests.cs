using System.Net;
using System.Net.Sockets;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;
using ProtocolViolationException = Understudy.Hardware.Drivers.ProtocolViolationException;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusTcpTransportTests : IAsyncLifetime
{
    private static readonly TimeSpan ResponseTime = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedPeer _peer = new();
    private ModbusTcpTransport _transport = null!;
    private ScriptedPeer.Client _client = null!;

    public async ValueTask InitializeAsync()
    {
        _transport = new ModbusTcpTransport(TestPlant.Link(_peer.Port), _time);
        await _transport.ConnectAsync(CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        _client = await _peer.AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task A_late_reply_is_not_taken_for_the_answer_to_the_next_request()
    {
        var first = Read(0x0A8B, 4, unit: 0x32);
        var (lateId, _, _) = await _client.RequestAsync();
        _time.Advance(ResponseTime);
        await Assert.ThrowsAsync<NoResponseException>(() => Limited(first));
        var second = Read(0x0A8F, 4, unit: 0x32);
        var (id, _, _) = await _client.RequestAsync();
        var late = ScriptedPeer.Client.Frame(lateId, 0x32, Bytes("03103F73DE373F7541B33F774C573F757A45"));
        await _client.SendAsync([.. late, .. ScriptedPeer.Client.Frame(id, 0x32, Bytes("0308493113883A83126F"))]);

        Assert.Equal("0308493113883A83126F", Convert.ToHexString((await Limited(second)).Span));
        var third = Read(0, 1, unit: 0x32);
        await AnswerNextAsync(0x32, 0x03, 0x02, 0x00, 0x07);
        Assert.Equal("03020007", Convert.ToHexString((await Limited(third)).Span));
        Assert.False(_transport.Lost.IsCompleted);
    }

    [Fact]
    public async Task A_reply_that_comes_after_a_cancellation_is_ignored()
    {
        using var cancelled = new CancellationTokenSource();
        var first = Read(0, 1, cancellation: cancelled.Token);
        var (lateId, _, _) = await _client.RequestAsync();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Limited(first));
        await _client.ReplyAsync(lateId, 1, 0x03, 0x02, 0xAA, 0xAA);
        var second = Read(0, 1);
        await AnswerNextAsync(1, 0x03, 0x02, 0x00, 0x05);
        Assert.Equal("03020005", Convert.ToHexString((await Limited(second)).Span));
    }

    [Fact]
    public async Task A_second_reply_to_one_request_is_ignored()
    {
        var first = Read(0, 1);
        var (id, _, _) = await _client.RequestAsync();
        var reply = ScriptedPeer.Client.Frame(id, 1, 0x03, 0x02, 0x00, 0x01);
        await _client.SendAsync([.. reply, .. reply]);
        await Limited(first);
        var second = Read(0, 1);
        await AnswerNextAsync(1, 0x03, 0x02, 0x00, 0x02);
        Assert.Equal("03020002", Convert.ToHexString((await Limited(second)).Span));
    }

    [Fact]
    public async Task An_id_with_its_bytes_swapped_is_a_violation_and_never_data()
    {
        var read = Read(0, 1);
        var (id, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(Swapped(id), 1, 0x03, 0x02, 0x00, 0x01);
        var error = await Assert.ThrowsAsync<ProtocolViolationException>(() => Limited(read));
        Assert.Contains($"0x{Swapped(id):X4}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("the two bytes of the id are swapped.", error.Message, StringComparison.Ordinal);
        Assert.True(await _client.IsClosedAsync());
    }

    [Fact]
    public async Task A_swapped_id_that_another_request_had_long_ago_is_a_violation_too()
    {
        // Ids are odd: the request after these has id 0x0301, and 0x0103 was another one's.
        for (var i = 0; i < 0x0180; i++)
        {
            var done = Read(0, 1);
            await AnswerNextAsync(1, 0x03, 0x02, 0x00, 0x01);
            await Limited(done);
        }

        var read = Read(0, 1);
        var (id, _, _) = await _client.RequestAsync();
        Assert.Equal(0x0301, id);
        await _client.ReplyAsync(Swapped(id), 1, 0x03, 0x02, 0x00, 0x01);
        await Assert.ThrowsAsync<ProtocolViolationException>(() => Limited(read));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(-3, false)]
    [InlineData(1000, false)]
    public async Task A_bridge_that_answers_with_ids_of_its_own_is_diagnosed(int shift, bool settingHelps)
    {
        var first = Read(0, 1);
        var second = Read(1, 1);
        var (id, _, _) = await _client.RequestAsync();
        await _client.RequestAsync();
        var seen = (ushort)(id + shift);
        await _client.ReplyAsync(seen, 1, 0x03, 0x02, 0x00, 0x01);

        foreach (var request in new[] { first, second })
        {
            var error = await Assert.ThrowsAsync<ProtocolViolationException>(() => Limited(request));
            Tells(error.Message);
        }

        Tells(await Limited(_transport.Lost));

        void Tells(string message)
        {
            Assert.Contains($"id 0x{seen:X4}, which no request had", message, StringComparison.Ordinal);
            Assert.Contains($"(asked: 0x{id:X4} and 1 more)", message, StringComparison.Ordinal);
            Assert.Equal(settingHelps, message.Contains("'transactionId: ignore'", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_reply_may_come_in_any_pieces()
    {
        var whole = new byte[] { 0x03, 0x04, 0x12, 0x34, 0x56, 0x78 };
        for (var cut = 1; cut < MbapFrame.HeaderBytes + whole.Length; cut++)
        {
            var read = Read(0, 2);
            var (id, unit, _) = await _client.RequestAsync();
            var frame = ScriptedPeer.Client.Frame(id, unit, whole);
            await _client.SendAsync(frame[..cut]);
            // The rest goes only once the first part was read, as far as that can be told from here.
            await Task.Yield();
            await _client.SendAsync(frame[cut..]);
            Assert.Equal(whole, (await Limited(read)).ToArray());
        }

        var last = Read(0, 2);
        var (lastId, lastUnit, _) = await _client.RequestAsync();
        foreach (var single in ScriptedPeer.Client.Frame(lastId, lastUnit, whole)) await _client.SendAsync(single);
        Assert.Equal(whole, (await Limited(last)).ToArray());
    }

    [Fact]
    public async Task Several_requests_under_way_get_their_own_answers_in_any_order_from_one_segment()
    {
        Task<ReadOnlyMemory<byte>>[] reads = [Read(0, 1), Read(1, 1), Read(2, 1)];
        (ushort Id, byte Unit, byte[] Pdu)[] requests =
            [await _client.RequestAsync(), await _client.RequestAsync(), await _client.RequestAsync()];
        await _client.SendAsync([.. requests.Reverse().SelectMany(request =>
            ScriptedPeer.Client.Frame(request.Id, request.Unit, 0x03, 0x02, 0x77, request.Pdu[2]))]);
        for (var i = 0; i < reads.Length; i++)
            Assert.Equal(new byte[] { 0x03, 0x02, 0x77, (byte)i }, (await Limited(reads[i])).ToArray());
    }

    [Theory]
    [InlineData("0000", "0047", "01010105")]
    [InlineData("0000", "FFFF", "01010105")]
    [InlineData("0000", "00FF", "01010105")]
    [InlineData("0000", "0000", "01010105")]
    [InlineData("0000", "0001", "01010105")]
    [InlineData("0001", "0004", "01010105")]
    [InlineData("0000", "0009", "018302")]
    [InlineData("0000", "0003", "01010105")]
    public async Task A_corrupt_header_fails_the_request_at_once_and_ends_the_connection(
        string protocol, string length, string rest)
    {
        var read = _transport.ExchangeAsync(
            new LinkRequest(1, new ModbusRequest.Read(ModbusTable.Coil, 0, 3).ToPdu(), null, ResponseTime),
            () => null,
            CancellationToken.None);
        var (id, _, _) = await _client.RequestAsync();
        await _client.SendAsync(Bytes($"{id:X4}{protocol}{length}{rest}"));
        await Assert.ThrowsAsync<ProtocolViolationException>(() => Limited(read));
        Assert.True(await _client.IsClosedAsync());
        var after = await Assert.ThrowsAsync<LinkLostException>(() => Limited(Read(0, 1)));
        Assert.False(after.MaySent);
    }

    [Theory]
    [InlineData("0302000102")]
    [InlineData("0304000100020003")]
    [InlineData("04020001")]
    [InlineData("8402")]
    public async Task A_reply_that_does_not_fit_its_request_is_a_violation(string pdu)
    {
        var read = Read(0, 1);
        var (id, unit, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, unit, Bytes(pdu));
        await Assert.ThrowsAsync<ProtocolViolationException>(() => Limited(read));
    }

    [Fact]
    public async Task The_reply_of_another_unit_is_ignored_and_the_time_limit_goes_on()
    {
        var read = Read(0, 1);
        var (id, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, 2, 0x03, 0x02, 0xAA, 0xAA);
        await _client.ReplyAsync(0x4711, 3, 0x03, 0x02, 0xAA, 0xAA);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await _client.ReplyAsync(id, 1, 0x03, 0x02, 0x00, 0x05);
        Assert.Equal("03020005", Convert.ToHexString((await Limited(read)).Span));

        var silent = Read(0, 1);
        var (silentId, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(silentId, 2, 0x03, 0x02, 0xAA, 0xAA);
        _time.Advance(ResponseTime);
        await Assert.ThrowsAsync<NoResponseException>(() => Limited(silent));
    }

    [Fact]
    public async Task What_is_cancelled_before_it_is_sent_is_refused_as_surely_not_sent()
    {
        var refused = await Assert.ThrowsAsync<SendRefusedException>(
            () => Limited(Read(0, 1, cancellation: new CancellationToken(canceled: true))));
        Assert.Equal(SendRefusal.SendByPassed, refused.Refusal);
    }

    [Fact]
    public async Task Each_request_has_its_own_time_limit()
    {
        var slow = Read(0, 1, responseTime: TimeSpan.FromSeconds(5));
        var fast = Read(1, 1, responseTime: TimeSpan.FromSeconds(1));
        await _client.RequestAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<NoResponseException>(() => Limited(fast));
        Assert.False(slow.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(4));
        await Assert.ThrowsAsync<NoResponseException>(() => Limited(slow));
    }

    [Fact]
    public async Task What_is_not_authorised_is_not_sent()
    {
        var refused = _transport.ExchangeAsync(
            new LinkRequest(1, new ModbusRequest.WriteCoil(0, true).ToPdu(), null, ResponseTime),
            () => SendRefusal.SendByPassed,
            CancellationToken.None);
        var error = await Assert.ThrowsAsync<SendRefusedException>(() => Limited(refused));
        Assert.Equal(SendRefusal.SendByPassed, error.Refusal);
        var read = Read(0, 1);
        Assert.Equal(0x03, (await _client.RequestAsync()).Pdu[0]);
        Assert.False(read.IsCompleted);
    }

    [Fact]
    public async Task A_lost_connection_fails_what_is_under_way_and_says_why()
    {
        var read = Read(0, 1);
        await _client.RequestAsync();
        _client.Close();
        var error = await Assert.ThrowsAsync<LinkLostException>(() => Limited(read));
        Assert.True(error.MaySent);
        Assert.StartsWith($"127.0.0.1:{_peer.Port}: ", await Limited(_transport.Lost), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_takes_no_more_bytes_loses_the_connection_instead_of_blocking()
    {
        var write = new ModbusRequest.WriteRegisters(0, new byte[2 * ModbusLimits.WriteRegistersMax]).ToPdu();
        var request = new LinkRequest(1, write, null, ResponseTime);
        for (var i = 0; i < 200_000 && !_transport.Lost.IsCompleted; i++)
            Observe(_transport.ExchangeAsync(request, () => null, CancellationToken.None));
        // The bound on requests under way may come first; either ends it without waiting.
        var error = await Assert.ThrowsAnyAsync<Exception>(
            () => Limited(_transport.ExchangeAsync(request, () => null, CancellationToken.None)));
        Assert.True(error is LinkLostException or SendRefusedException { Refusal: SendRefusal.QueueFull });

        static void Observe(Task task) => task.ContinueWith(
            ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_refused_connection_is_told_with_address_and_reason()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Dispose();
        await using var transport = new ModbusTcpTransport(TestPlant.Link(port), TimeProvider.System);
        var error = await Assert.ThrowsAsync<LinkLostException>(() => Limited(transport.ConnectAsync(default)));
        Assert.False(error.MaySent);
        Assert.Equal($"127.0.0.1:{port} can't be reached: connection refused", error.Message);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_up_is_given_up_in_time()
    {
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var port = ((IPEndPoint)full.LocalEndPoint!).Port;
        using var filler = new TcpClient();
        await filler.ConnectAsync(IPAddress.Loopback, port).WaitAsync(ScriptedPeer.WaitMax);
        var time = new FakeTimeProvider();
        await using var transport = new ModbusTcpTransport(TestPlant.Link(port), time);
        var connecting = transport.ConnectAsync(default);
        time.Advance(TimeSpan.FromSeconds(3));
        var error = await Assert.ThrowsAsync<LinkLostException>(() => Limited(connecting));
        Assert.Equal($"127.0.0.1:{port} can't be reached: no connection within 3 s", error.Message);
    }

    [Fact]
    public async Task Whatever_bytes_a_peer_sends_a_request_ends_as_the_contract_says()
    {
        var noise = Gen.OneOf(
            Gen.Byte.Array[0, 600],
            Gen.Select(Gen.Byte[0, 5], Gen.Byte[0, 12], Gen.Byte.Array[1, 12], (id, length, rest) =>
                (byte[])[0, id, 0, 0, 0, length, 1, 3, .. rest]));
        await noise.SampleAsync(
            async bytes =>
            {
                await using var transport = new ModbusTcpTransport(TestPlant.Link(_peer.Port), TimeProvider.System);
                await Limited(transport.ConnectAsync(CancellationToken.None));
                var client = await _peer.AcceptAsync();
                var request = new ModbusRequest.Read(ModbusTable.Holding, 0, 1).ToPdu();
                var read = transport.ExchangeAsync(
                    new LinkRequest(1, request, null, ResponseTime), () => null, default);
                await client.RequestAsync();
                await client.SendAsync(bytes);
                client.Close();
                try
                {
                    var response = await Limited(read);
                    Assert.Null(ModbusResponse.Problem(request, response.Span));
                }
                catch (Exception error)
                {
                    Assert.True(error is ProtocolViolationException or LinkLostException, error.ToString());
                }

                Assert.NotEmpty(await Limited(transport.Lost));
            },
            iter: 200,
            threads: 1);
    }

    [Fact]
    public void Only_the_four_reading_functions_do_not_mutate()
    {
        for (var function = 0; function < 256; function++)
            Assert.Equal(function is < 1 or > 4, _transport.Mutates([(byte)function]));
        Assert.True(_transport.Mutates([]));
    }

    private static ushort Swapped(ushort id) => (ushort)((id << 8) | (id >> 8));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);

    private static Task<T> Limited<T>(Task<T> task) => task.WaitAsync(ScriptedPeer.WaitMax);

    private static Task Limited(Task task) => task.WaitAsync(ScriptedPeer.WaitMax);

    private Task<ReadOnlyMemory<byte>> Read(
        ushort offset,
        ushort count,
        byte unit = 1,
        TimeSpan? responseTime = null,
        CancellationToken cancellation = default) =>
        _transport.ExchangeAsync(
            new LinkRequest(
                unit,
                new ModbusRequest.Read(ModbusTable.Holding, offset, count).ToPdu(),
                null,
                responseTime ?? ResponseTime),
            () => null,
            cancellation);

    private async Task AnswerNextAsync(byte unit, params byte[] pdu)
    {
        var (id, _, _) = await _client.RequestAsync();
        await _client.ReplyAsync(id, unit, pdu);
    }
}
