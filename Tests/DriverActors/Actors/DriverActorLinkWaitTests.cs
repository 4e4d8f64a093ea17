using System.Threading.Channels;
using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;
using Understudy.Tests.DriverActors.Links;

namespace Understudy.Tests.DriverActors.Actors;

/// <summary>Calls whose requests wait for their turn on a link that others use too.</summary>
public sealed class DriverActorLinkWaitTests : DriverActorTestBase
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NearlyAll = Limit * 0.9;
    private static readonly byte[] Answer = [3];

    private readonly FakeTimeProvider _time = new();
    private readonly BusyLink _link = new();

    public DriverActorLinkWaitTests() => Time = _time;

    [Fact]
    public async Task The_time_in_which_a_request_waits_for_its_turn_is_not_the_drivers()
    {
        var request = await OpenAsync();
        for (var i = 0; i < 4; i++) _time.Advance(NearlyAll);
        request.Wait!.Ends();
        _time.Advance(NearlyAll);
        request.SetResult(Answer);

        Expect<DriverReports.Opened>();
    }

    [Fact]
    public async Task What_is_sent_after_a_wait_has_no_more_than_the_time_that_was_left()
    {
        var request = await OpenAsync();
        _time.Advance(NearlyAll);
        request.Wait!.Ends();

        _time.Advance(Limit);

        Assert.Equal(FailureKind.NoResponse, Expect<DriverFailedException>().Kind);
    }

    [Fact]
    public async Task A_wait_without_end_is_given_up()
    {
        await OpenAsync();

        _time.Advance(DriverCall.WaitMax + Limit);

        Assert.Equal(FailureKind.NoResponse, Expect<DriverFailedException>().Kind);
    }

    [Fact]
    public async Task A_change_that_goes_on_after_it_was_cancelled_hangs_though_its_wait_ends_then()
    {
        NewDriver = Changing;
        var shadow = Start();
        shadow.Tell(Open(1) with { Link = _link });
        Expect<DriverReports.Opened>();
        shadow.Tell(Write(1, 10, timeout: Limit));
        var request = await NextAsync();
        request.Wait!.Begins();
        _time.Advance(Limit);
        UntilSeen(shadow);

        request.Wait.Ends();
        _time.Advance(Options.GraceAfterCancel);

        Assert.Equal(FailureKind.Hang, Expect<DriverFailedException>().Kind);
    }

    [Fact]
    public async Task The_end_of_a_wait_that_does_not_count_ends_none_that_does()
    {
        var request = await OpenAsync();
        for (var i = 1; i < DriverCall.WaitsMin; i++) request.Wait!.Begins();
        for (var i = 0; i < DriverCall.WaitsMin; i++) request.Wait!.Begins();
        for (var i = 0; i < DriverCall.WaitsMin; i++) request.Wait!.Ends();

        for (var i = 0; i < 4; i++) _time.Advance(NearlyAll);
        for (var i = 0; i < DriverCall.WaitsMin; i++) request.Wait!.Ends();
        request.SetResult(Answer);

        Expect<DriverReports.Opened>();
    }

    [Theory]
    [InlineData(TransactionIdRule.Match)]
    [InlineData(TransactionIdRule.Ignore)]
    public async Task All_of_many_devices_open_that_are_opened_at_once_on_a_line_of_one_request(TransactionIdRule rule)
    {
        const int devices = 12;
        var transport = new FakeTransport();
        using var gate = new LinkGate(LinkGateTestBase.Spec with { TransactionId = rule }, _time);
        gate.Connect(transport, _ => { });
        var sessions = Enumerable.Range(0, devices).Select(_ => NeighbourTestBase.Session(gate)).ToList();
        var shadows = sessions.ConvertAll(session =>
        {
            var shadow = CreateTestProbe();
            var driver = Start(shadow, _ => Asking());
            shadow.ExpectMsg<DriverReports.Closed>(Patient);
            driver.Tell(Open(1, timeout: Limit) with { Link = session });
            return shadow;
        });
        await LinkGateTestBase.Until(() => sessions.Sum(session => session.Waiting.Count) == devices - 1);

        for (var number = 1; number <= devices; number++)
        {
            await LinkGateTestBase.Until(() => transport.Frames.Count == number);
            _time.Advance(Limit / 10);
            transport.Frames.Last().Answer();
        }

        foreach (var shadow in shadows) shadow.ExpectMsg<DriverReports.Opened>(Patient);
    }

    private static ScriptedDriver Asking()
    {
        var driver = new ScriptedDriver();
        driver.OnOpen = async cancellation =>
        {
            await driver.Host!.Link.ExchangeAsync(new LinkRequest(1, Answer, null, Patient), cancellation);
            return new DeviceIdentity("test");
        };
        return driver;
    }

    private async Task<Asked> OpenAsync()
    {
        NewDriver = Asking;
        Start().Tell(Open(1, timeout: Limit) with { Link = _link });
        var request = await NextAsync();
        request.Wait!.Begins();
        return request;
    }

    private async Task<Asked> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patient);
        return await _link.Asked.Reader.ReadAsync(limit.Token);
    }

    /// <summary>It heeds no cancellation.</summary>
    private static ScriptedDriver Changing()
    {
        var driver = new ScriptedDriver();
        driver.OnWrite = async (_, _, _) =>
        {
            await driver.Host!.Link.ExchangeAsync(new LinkRequest(1, Answer, null, Patient), CancellationToken.None);
            return new MutationOutcome.Acknowledged();
        };
        return driver;
    }

    private sealed class Asked(ILinkWait? wait)
        : TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public ILinkWait? Wait => wait;
    }

    private sealed class BusyLink : IRevocableLinkSession
    {
        public Channel<Asked> Asked { get; } = Channel.CreateUnbounded<Asked>();

        public TimeSpan ResponseTime => Limit;

        public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation) =>
            ExchangeAsync(request, null, cancellation);

        public Task<ReadOnlyMemory<byte>> ExchangeAsync(
            LinkRequest request, ILinkWait? wait, CancellationToken cancellation)
        {
            var asked = new Asked(wait);
            Asked.Writer.TryWrite(asked);
            return asked.Task.WaitAsync(cancellation);
        }

        public void Revoke()
        {
        }

        public void Hurry()
        {
        }
    }
}
