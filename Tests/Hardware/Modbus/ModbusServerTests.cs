using System.Net;
using System.Net.Sockets;
using CsCheck;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusServerTests : IAsyncDisposable
{
    private readonly TableUnits _units = new();
    private readonly ModbusServer _server;

    public ModbusServerTests()
    {
        _server = new ModbusServer(_units);
        _server.Start();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_independent_client_reads_all_four_tables()
    {
        _units.Unit.Tables[(int)ModbusTable.Coil][3] = 1;
        _units.Unit.Tables[(int)ModbusTable.Discrete][4] = 1;
        _units.Unit.Tables[(int)ModbusTable.Input][5] = 0xBEEF;
        _units.Unit.Tables[(int)ModbusTable.Holding][65535] = 4711;
        Assert.Equal(["0", "1", "0"], await Mbpoll.ReadAsync(_server.Port, 1, "0", 2, 3));
        Assert.Equal(["0", "1", "0"], await Mbpoll.ReadAsync(_server.Port, 1, "1", 3, 3));
        Assert.Equal(["0xBEEF"], await Mbpoll.ReadAsync(_server.Port, 1, "3:hex", 5));
        Assert.Equal(["4711"], await Mbpoll.ReadAsync(_server.Port, 1, "4", 65535));
        Assert.Equal(125, (await Mbpoll.ReadAsync(_server.Port, 1, "4", 0, 125)).Length);
    }

    [Fact]
    public async Task An_independent_client_writes_by_all_its_functions()
    {
        await Mbpoll.WriteAsync(_server.Port, 1, "0", 3, "1");
        await Mbpoll.WriteAsync(_server.Port, 1, "0", 10, "1", "0", "1");
        await Mbpoll.WriteAsync(_server.Port, 1, "4", 5, "4711");
        await Mbpoll.WriteAsync(_server.Port, 1, "4", 6, "1", "2", "3");
        await Mbpoll.WriteAsync(_server.Port, 1, "4:float", 20, "77.5146");
        Assert.Equal([1], _units.Unit.Tables[(int)ModbusTable.Coil][3..4]);
        Assert.Equal([1, 0, 1], _units.Unit.Tables[(int)ModbusTable.Coil][10..13]);
        Assert.Equal([4711, 1, 2, 3], _units.Unit.Tables[(int)ModbusTable.Holding][5..9]);
        Assert.Equal([0x429B, 0x077A], _units.Unit.Tables[(int)ModbusTable.Holding][20..22]);
        Assert.Equal(
            [
                ModbusFunction.WriteSingleCoil, ModbusFunction.WriteMultipleCoils, ModbusFunction.WriteSingleRegister,
                ModbusFunction.WriteMultipleRegisters, ModbusFunction.WriteMultipleRegisters,
            ],
            _units.Unit.Seen);
    }

    [Fact]
    public async Task An_independent_client_understands_a_refusal()
    {
        _units.Unit.Refusal = ModbusExceptionCode.IllegalDataValue;
        var output = await Mbpoll.TryAsync(_server.Port, 1, "4", 5, "1");
        Assert.Contains("Illegal data value", output, StringComparison.Ordinal);
        Assert.Contains(
            "Target device failed to respond",
            await Mbpoll.TryAsync(_server.Port, 9, "4", 5, "1"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("16000500F2000F", "16000500F2000F")]
    [InlineData("17000500020006000102ABCD", "17040000ABCD")]
    [InlineData("2B0E0100", "AB01")]
    [InlineData("0300000000", "8303")]
    [InlineData("03FFFF0002", "8302")]
    public async Task Other_functions_and_what_is_not_allowed_are_answered_by_the_book(string request, string response)
    {
        await using var client = await ConnectAsync();
        var answer = await client.ExchangeAsync(
            new LinkRequest(1, Convert.FromHexString(request), null, ScriptedPeer.WaitMax), () => null, default)
            .WaitAsync(ScriptedPeer.WaitMax);
        Assert.Equal(response, Convert.ToHexString(answer.Span));
    }

    [Fact]
    public async Task A_unit_that_throws_answers_exception_04_and_the_connection_lives()
    {
        await using var client = await ConnectAsync();
        _units.Unit.Error = new InvalidOperationException();
        Assert.Equal("8304", await AskAsync(client));
        _units.Unit.Error = null;
        Assert.Equal("03020000", await AskAsync(client));
    }

    [Fact]
    public async Task A_client_that_speaks_something_else_is_disconnected_and_the_others_stay()
    {
        await using var good = await ConnectAsync();
        using var bad = new TcpClient();
        await bad.ConnectAsync(IPAddress.Loopback, _server.Port).WaitAsync(ScriptedPeer.WaitMax);
        await bad.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        using var limit = new CancellationTokenSource(ScriptedPeer.WaitMax);
        var ended = false;
        try
        {
            ended = await bad.GetStream().ReadAsync(new byte[1], limit.Token) == 0;
        }
        catch (IOException)
        {
            ended = true;
        }

        Assert.True(ended);
        Assert.Equal("03020000", await AskAsync(good));
    }

    [Fact]
    public async Task Whatever_bytes_a_client_sends_it_is_answered_or_disconnected_and_the_others_stay()
    {
        await using var good = await ConnectAsync();
        var pdus = AnyExchange.NoisePdu.Where(pdu => pdu.Length is > 0 and < 254);
        var frames = Gen.Select(Gen.UShort, Gen.Byte[0, 3], pdus).Select(
            (id, unit, bytes) => ScriptedPeer.Client.Frame(id, unit, bytes));
        await Gen.OneOf(Gen.Byte.Array[0, 600], frames.Array[1, 40].Select(all => all.SelectMany(one => one).ToArray()))
            .SampleAsync(
                async bytes =>
                {
                    using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    using var limit = new CancellationTokenSource(ScriptedPeer.WaitMax);
                    await client.ConnectAsync(IPAddress.Loopback, _server.Port, limit.Token);
                    await client.SendAsync(bytes, limit.Token);
                    client.Shutdown(SocketShutdown.Send);
                    await UntilClosedAsync(client, limit.Token);
                    Assert.Equal("03020000", await AskAsync(good));
                },
                iter: 200,
                threads: 1);
    }

    [Fact]
    public async Task It_starts_again_on_its_port_while_clients_of_before_still_hold_their_ends()
    {
        var port = _server.Port;
        await using var before = await ConnectAsync();
        Assert.Equal("03020000", await AskAsync(before));
        for (var round = 0; round < 5; round++)
        {
            await _server.StopAsync();
            await Assert.ThrowsAsync<Understudy.Hardware.Drivers.LinkLostException>(ConnectAsync);
            _server.Start();
            Assert.Equal(port, _server.Port);
            await using var client = await ConnectAsync();
            Assert.Equal("03020000", await AskAsync(client));
        }

        Assert.NotEmpty(await before.Lost.WaitAsync(ScriptedPeer.WaitMax));
    }

    [Fact]
    public async Task One_client_too_many_is_disconnected_and_room_comes_back()
    {
        List<ModbusTcpTransport> clients = [];
        for (var i = 0; i < ModbusServer.ClientsMax; i++)
        {
            clients.Add(await ConnectAsync());
            await AskAsync(clients[^1]);
        }

        await using var tooMany = await ConnectAsync();
        Assert.NotEmpty(await tooMany.Lost.WaitAsync(ScriptedPeer.WaitMax));
        foreach (var client in clients) await client.DisposeAsync();
        await Probe.UntilAsync(async () =>
        {
            await using var client = await ConnectAsync();
            try
            {
                return await AskAsync(client) == "03020000";
            }
            catch (Understudy.Hardware.Drivers.LinkLostException)
            {
                return false;
            }
        });
    }

    private static async Task UntilClosedAsync(Socket client, CancellationToken limit)
    {
        var answer = new byte[512];
        try
        {
            while (await client.ReceiveAsync(answer, limit) > 0)
            {
                // What it answers is another test's matter.
            }
        }
        catch (SocketException)
        {
            // Disconnected before all was read.
        }
    }

    private async Task<ModbusTcpTransport> ConnectAsync()
    {
        var transport = new ModbusTcpTransport(TestPlant.Link(_server.Port), TimeProvider.System);
        await transport.ConnectAsync(CancellationToken.None).WaitAsync(ScriptedPeer.WaitMax);
        return transport;
    }

    private static async Task<string> AskAsync(ModbusTcpTransport client)
    {
        var request = new ModbusRequest.Read(ModbusTable.Holding, 0, 1).ToPdu();
        var answer = await client.ExchangeAsync(
            new LinkRequest(1, request, null, ScriptedPeer.WaitMax), () => null, default)
            .WaitAsync(ScriptedPeer.WaitMax);
        return Convert.ToHexString(answer.Span);
    }

    private sealed class TableUnits : IModbusUnits
    {
        public TableUnit Unit { get; } = new();

        public IModbusUnit? Find(byte unit) => unit is 1 or 2 ? Unit : null;
    }

    private sealed class TableUnit : IModbusUnit
    {
        public ushort[][] Tables { get; } = [.. Enumerable.Range(0, 4).Select(_ => new ushort[ModbusLimits.TableSize])];

        public List<ModbusFunction> Seen { get; } = [];

        public ModbusExceptionCode? Refusal { get; set; }

        public Exception? Error { get; set; }

        public ValueTask<ModbusAnswer> ExecuteAsync(ModbusRequest request, CancellationToken cancellation)
        {
            if (Error is not null) throw Error;
            if (Refusal is { } code) return ValueTask.FromResult(ModbusAnswer.Refused(code));
            if (request is not ModbusRequest.Read) Seen.Add(request.Function);
            return ValueTask.FromResult(Executed(request));
        }

        private ModbusAnswer Executed(ModbusRequest request)
        {
            switch (request)
            {
                case ModbusRequest.Read read:
                    var area = Tables[(int)read.Table].AsSpan(read.Offset, read.Count);
                    return ModbusAnswer.Of(read.Table is ModbusTable.Coil or ModbusTable.Discrete
                        ? RegisterBytes.OfBits(area)
                        : RegisterBytes.OfRegisters(area));
                case ModbusRequest.WriteCoil write:
                    Tables[(int)ModbusTable.Coil][write.Offset] = write.Value ? (ushort)1 : (ushort)0;
                    break;
                case ModbusRequest.WriteCoils write:
                    RegisterBytes.Bits(write.Bits.Span, write.Count)
                        .CopyTo(Tables[(int)ModbusTable.Coil], write.Offset);
                    break;
                case ModbusRequest.WriteRegister write:
                    Tables[(int)ModbusTable.Holding][write.Offset] = write.Value;
                    break;
                case ModbusRequest.WriteRegisters write:
                    RegisterBytes.Registers(write.Registers.Span)
                        .CopyTo(Tables[(int)ModbusTable.Holding], write.Offset);
                    break;
                case ModbusRequest.MaskWrite mask:
                    Tables[(int)ModbusTable.Holding][mask.Offset] =
                        mask.AppliedTo(Tables[(int)ModbusTable.Holding][mask.Offset]);
                    break;
                case ModbusRequest.ReadWrite both:
                    RegisterBytes.Registers(both.Registers.Span)
                        .CopyTo(Tables[(int)ModbusTable.Holding], both.WriteOffset);
                    return ModbusAnswer.Of(RegisterBytes.OfRegisters(
                        Tables[(int)ModbusTable.Holding].AsSpan(both.ReadOffset, both.ReadCount)));
            }

            return ModbusAnswer.Done;
        }
    }
}
