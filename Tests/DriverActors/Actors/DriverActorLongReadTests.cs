using System.Threading.Channels;
using Akka.Actor;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.Tests.DriverActors.Actors;

/// <summary>Reads that take many requests, each of which may wait for its turn on the link.</summary>
public sealed class DriverActorLongReadTests : DriverActorTestBase
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan NearlyAll = Limit * 0.9;
    private static readonly byte[] Answer = [3];

    private readonly FakeTimeProvider _time = new();
    private readonly SlowLink _link = new();

    public DriverActorLongReadTests()
    {
        Time = _time;
        NewDriver = () => new ScriptedDriver { CallsInFlightMax = 3 };
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_read_goes_on_for_as_long_as_its_requests_come_forward(int together)
    {
        NewDriver = () => new ScriptedDriver();
        var shadow = StartReading(requestsPerPoint: 2);
        shadow.Tell(Read(1, "x y z", timeout: Limit));
        var first = await NextAsync();
        for (var call = 2; call < 2 + together; call++) shadow.Tell(Read(call, $"a{call} b{call}", timeout: Limit));
        UntilSeen(shadow);
        first.SetResult(Answer);
        for (var i = 1; i < 6; i++) (await NextAsync()).SetResult(Answer);
        Expect<DriverReports.ReadDone>();

        for (var i = 0; i < 4 * together; i++)
        {
            var request = await NextAsync();
            _time.Advance(NearlyAll);
            request.SetResult(Answer);
        }

        for (var call = 2; call < 2 + together; call++) Assert.Equal(call, Expect<DriverReports.ReadDone>().Call);
    }

    [Fact]
    public async Task A_read_whose_request_comes_to_nothing_is_given_up_within_its_limit()
    {
        var shadow = StartReading(requestsPerPoint: 2);
        shadow.Tell(Read(1, "a b c", timeout: Limit));
        (await NextAsync()).SetResult(Answer);
        await NextAsync();

        _time.Advance(Limit);

        Assert.Equal(FailureKind.NoResponse, Expect<DriverFailedException>().Kind);
    }

    [Fact]
    public async Task A_read_that_never_stops_asking_is_given_up_too()
    {
        var shadow = StartReading(requestsPerPoint: 1000);
        shadow.Tell(Read(1, "a b", timeout: Limit));
        var requestsMax = 2 * ReadCall.RequestsPerPointMax;
        for (var i = 0; i < requestsMax; i++)
        {
            var request = await NextAsync();
            _time.Advance(NearlyAll);
            request.SetResult(Answer);
        }

        await NextAsync();
        UntilSeen(shadow);
        _time.Advance(Limit);

        Assert.Equal(FailureKind.NoResponse, Expect<DriverFailedException>().Kind);
    }

    [Fact]
    public async Task What_one_read_asks_gives_no_time_to_another()
    {
        var shadow = StartReading(requestsPerPoint: 2);
        Made[^1].OnRead = async (points, cancellation) =>
        {
            if (points[0].Value == "stuck") await Task.Delay(-1, cancellation);
            return await AskAsync(Made[^1], points, 2, cancellation);
        };
        shadow.Tell(Read(1, "stuck b c", timeout: Limit));
        shadow.Tell(Read(2, "a b c", timeout: Limit));
        var request = await NextAsync();
        _time.Advance(NearlyAll);
        request.SetResult(Answer);
        await NextAsync();

        _time.Advance(Limit - NearlyAll);

        Assert.Equal(FailureKind.NoResponse, Expect<DriverFailedException>().Kind);
    }

    private IActorRef StartReading(int requestsPerPoint)
    {
        var shadow = Start();
        shadow.Tell(Open(1) with { Link = _link });
        Expect<DriverReports.Opened>();
        var driver = Made[^1];
        driver.OnRead = (points, cancellation) => AskAsync(driver, points, requestsPerPoint, cancellation);
        return shadow;
    }

    private static async Task<IReadOnlyList<PointReading>> AskAsync(
        ScriptedDriver driver, IReadOnlyList<PointId> points, int requestsPerPoint, CancellationToken cancellation)
    {
        var request = new LinkRequest(1, Answer, null, Patient);
        for (var i = 0; i < requestsPerPoint * points.Count; i++)
            await driver.Host!.Link.ExchangeAsync(request, cancellation);
        return TestDevices.Readings(points);
    }

    private async Task<TaskCompletionSource<ReadOnlyMemory<byte>>> NextAsync()
    {
        using var limit = new CancellationTokenSource(Patient);
        return await _link.Asked.Reader.ReadAsync(limit.Token);
    }

    private sealed class SlowLink : ILinkSession
    {
        public Channel<TaskCompletionSource<ReadOnlyMemory<byte>>> Asked { get; } =
            Channel.CreateUnbounded<TaskCompletionSource<ReadOnlyMemory<byte>>>();

        public TimeSpan ResponseTime => Limit;

        public int RequestsInFlightMax => 1;

        public Task<ReadOnlyMemory<byte>> ExchangeAsync(LinkRequest request, CancellationToken cancellation)
        {
            var answer = new TaskCompletionSource<ReadOnlyMemory<byte>>(
                TaskCreationOptions.RunContinuationsAsynchronously);
            Asked.Writer.TryWrite(answer);
            return answer.Task.WaitAsync(cancellation);
        }
    }
}
