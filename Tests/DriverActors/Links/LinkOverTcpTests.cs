using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>A link with its real transport, before a peer whose bytes the test decides.</summary>
public sealed class LinkOverTcpTests : TestKit
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    private readonly ScriptedPeer _peer = new();
    private readonly TestProbe _links;

    public LinkOverTcpTests()
        : base("akka.loglevel = OFF") => _links = CreateTestProbe();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Theory]
    [InlineData("0047")]
    [InlineData("FFFF")]
    [InlineData("0000")]
    [InlineData("00FE")]
    public async Task A_corrupt_length_fails_its_request_at_once_and_the_next_one_works_on_a_new_connection(
        string length)
    {
        var session = Start(TestPlant.Link(_peer.Port));
        var first = await UpAsync(1);
        // Its time limit is far away: only what came can fail it.
        var read = session.ExchangeAsync(Reading(TimeSpan.FromMinutes(10)), CancellationToken.None);
        var (id, _, _) = await first.RequestAsync();
        await first.SendAsync(Convert.FromHexString($"{id:X4}0000{length}01030200"));

        await Assert.ThrowsAsync<ProtocolViolationException>(() => read.WaitAsync(Patient));
        Assert.True(await first.IsClosedAsync());
        await AssertServedAsync(session, await UpAsync(2));
    }

    [Fact]
    public async Task What_a_peer_without_ids_answers_too_late_meets_no_later_request()
    {
        var link = TestPlant.Link(_peer.Port) with
        {
            RequestsInFlightMax = 1,
            TransactionId = TransactionIdRule.Ignore,
        };
        var session = Start(link);
        var first = await UpAsync(1);
        var unanswered = session.ExchangeAsync(Reading(TimeSpan.FromMilliseconds(50)), CancellationToken.None);
        var (id, _, _) = await first.RequestAsync();
        await Assert.ThrowsAsync<NoResponseException>(() => unanswered.WaitAsync(Patient));
        Assert.True(await first.IsClosedAsync());
        Assert.Contains("unit 1 gave no answer", _links.ExpectMsg<LinkReports.LinkDown>(Patient).Reason);

        var second = await UpAsync(2);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            // The first send after the reset may still be taken by the system.
            for (var i = 0; i < 3; i++) await first.ReplyAsync(id, 1, 0x03, 0x02, 0xDE, 0xAD);
        });
        await AssertServedAsync(session, second);
    }

    private static async Task AssertServedAsync(ILinkSession session, ScriptedPeer.Client client)
    {
        var read = session.ExchangeAsync(Reading(Patient), CancellationToken.None);
        var (id, unit, _) = await client.RequestAsync();
        await client.ReplyAsync(id, unit, 0x03, 0x02, 0x12, 0x34);
        Assert.Equal("03021234", Convert.ToHexString((await read.WaitAsync(Patient)).Span));
    }

    private static LinkRequest Reading(TimeSpan responseTime) =>
        new(1, new ModbusRequest.Read(ModbusTable.Holding, 0, 1).ToPdu(), null, responseTime);

    private ILinkSession Start(LinkSpec spec)
    {
        var link = GatewayLink.Create(
            TestDevices.Gateway, spec, () => new ModbusTcpProtocol().CreateTransport(spec, TimeProvider.System),
            TimeProvider.System, () => 0);
        var actor = Sys.ActorOf(link.Actor);
        actor.Tell(new LinkCommands.Subscribe(_links));
        _links.ExpectMsg<LinkReports.LinkDown>(Patient);
        actor.Tell(new LinkCommands.Hold(TestDevices.Claim));
        return link.Gate.OpenSession(TestDevices.Id(), new Incarnation(1));
    }

    private async Task<ScriptedPeer.Client> UpAsync(long connection)
    {
        var client = await _peer.AcceptAsync();
        _links.FishForMessage<LinkReports.LinkUp>(up => up.Connection == connection, Patient);
        return client;
    }
}
