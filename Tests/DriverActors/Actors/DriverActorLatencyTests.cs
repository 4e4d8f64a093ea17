using System.Diagnostics;
using Akka.Actor;
using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Links;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;
using Understudy.Tests.DriverActors.Links;

namespace Understudy.Tests.DriverActors.Actors;

/// <summary>Run by name: numbers of a shared machine decide nothing.</summary>
public sealed class DriverActorLatencyTests(ITestOutputHelper output) : DriverActorTestBase
{
    private const int CallsCount = 100_000;

    [Fact(Explicit = true)]
    public Task One_caller_with_a_driver_that_takes_no_time() => MeasureAsync(() => new ScriptedDriver());

    [Fact(Explicit = true)]
    public Task One_caller_with_a_driver_that_sends_through_a_gate()
    {
        var gate = new LinkGate(LinkGateTestBase.Spec, TimeProvider.System);
        gate.Connect(new EchoTransport());
        var session = LinkGateTestBase.Session(gate);
        return MeasureAsync(() => new ScriptedDriver
        {
            OnRead = async (points, cancellation) =>
            {
                await LinkGateTestBase.Read(session, 1, cancellation);
                return TestDevices.Readings(points);
            },
        });
    }

    [Fact(Explicit = true)]
    public Task One_caller_with_a_driver_whose_answer_comes_on_another_thread() => MeasureAsync(() => new ScriptedDriver
    {
        OnRead = async (points, _) =>
        {
            await Task.Yield();
            await Task.Run(() => { }, CancellationToken.None);
            return TestDevices.Readings(points);
        },
    });

    private async Task MeasureAsync(Func<ScriptedDriver> make)
    {
        var driver = DriverActor.Props(_ => make(), TimeProvider.System, Orphans, new DriverActorOptions());
        for (var round = 0; round < 5; round++)
        {
            var done = new TaskCompletionSource<TimeSpan>();
            var caller = Sys.ActorOf(Props.Create(() => new Caller(driver, done)));
            var elapsed = await done.Task;
            output.WriteLine($"{elapsed.TotalMicroseconds / CallsCount:F2} us per call");
            Sys.Stop(caller);
        }
    }

    private sealed class EchoTransport : ILinkTransport
    {
        public Task<string> Lost { get; } = new TaskCompletionSource<string>().Task;

        public Task ConnectAsync(CancellationToken cancellation) => Task.CompletedTask;

        public bool Mutates(ReadOnlySpan<byte> payload) => false;

        public Task<ReadOnlyMemory<byte>> ExchangeAsync(
            LinkRequest request, Func<SendRefusal?> authorise, CancellationToken cancellation)
        {
            Assert.Null(authorise());
            return Task.FromResult(request.Payload);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Caller(Props driver, TaskCompletionSource<TimeSpan> done) : UntypedActor
    {
        private IActorRef? _driver;
        private long _call;
        private long _startedAt;

        protected override void PreStart() => _driver = Context.ActorOf(driver);

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case DriverReports.Closed:
                    _driver.Tell(Open(1));
                    break;
                case DriverReports.Opened:
                    _startedAt = Stopwatch.GetTimestamp();
                    _driver.Tell(Read(++_call));
                    break;
                case DriverReports.ReadDone when _call == CallsCount:
                    done.SetResult(Stopwatch.GetElapsedTime(_startedAt));
                    break;
                case DriverReports.ReadDone:
                    _driver.Tell(Read(++_call));
                    break;
            }
        }
    }
}
