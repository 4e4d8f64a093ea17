using System.Net.Sockets;
using Understudy.DriverActors.Links;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>jsmodbus answers the requests of one segment last to first, and a function that it does not know is the
/// last that it hears on a connection.</summary>
public sealed class JsmodbusPeerTests(JsmodbusServer server) : ModbusPeerTests<JsmodbusServer>(server)
{
    private const int Together = 8;
    private const int Rounds = 20;

    protected override BitWrites BitWrites => BitWrites.ReadModifyWrite;

    [Fact]
    public async Task Three_requests_of_one_segment_are_answered_in_reverse_order()
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", Peer.Port, Limit);
        var requests = Enumerable.Range(1, 3).SelectMany(id => Frame((ushort)id, $"04{id:X4}0001"));
        await client.GetStream().WriteAsync(requests.ToArray(), Limit);
        var answers = new byte[3 * 11];
        await client.GetStream().ReadExactlyAsync(answers, Limit);
        Assert.Equal([3, 2, 1], answers.Chunk(11).Select(answer => answer[1]));
    }

    [Fact]
    public async Task Requests_that_arrive_together_get_each_its_own_answer()
    {
        for (var count = 2; count <= Together; count++)
        {
            Peer.Hang();
            var asked = Enumerable.Range(1, count).Select(input => AskAsync($"04{input:X4}0001")).ToArray();
            Peer.Continue();
            Assert.Equal(
                Enumerable.Range(1, count).Select(input => $"0402{input:X4}"),
                await Task.WhenAll(asked));
        }

        Assert.False(Transport.Lost.IsCompleted);
    }

    [Fact]
    public async Task A_link_with_three_requests_under_way_hands_each_answer_to_its_asker()
    {
        var spec = TestPlant.Link(Peer.Port) with { RequestsInFlightMax = 3 };
        using var gate = new LinkGate(spec, TimeProvider.System);
        gate.Connect(Transport, _ => { });
        var device = new DeviceId(TestPlant.Gateway, "oven");
        var session = gate.OpenSession(device, new Incarnation(1));
        for (var round = 0; round < Rounds; round++)
        {
            var asked = Enumerable.Range(0, LinkGate.RequestsWaitingMax)
                .Select(input => session.ExchangeAsync(Reading(input), Limit)).ToArray();
            Assert.Equal(
                Enumerable.Range(0, asked.Length).Select(input => $"0402{input:X4}"),
                (await Task.WhenAll(asked)).Select(answer => Convert.ToHexString(answer.Span)));
        }
    }

    [Fact]
    public async Task A_function_that_it_does_not_know_silences_its_connection_and_no_other()
    {
        await Assert.ThrowsAsync<NoResponseException>(() => AskAsync("16006800F20025", ShortResponseTime));
        await Assert.ThrowsAsync<NoResponseException>(() => AskAsync("0400050001", ShortResponseTime));
        await ConnectAsync();
        Assert.Equal("04020005", await AskAsync("0400050001"));
    }

    private static LinkRequest Reading(int input) =>
        new(Unit, Convert.FromHexString($"04{input:X4}0001"), null, ScriptedPeer.WaitMax);

    private static byte[] Frame(ushort id, string pdu) =>
        ScriptedPeer.Client.Frame(id, Unit, Convert.FromHexString(pdu));
}
