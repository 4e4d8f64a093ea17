using System.Diagnostics;
using Akka.Actor;
using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;

namespace Understudy.Tests.DriverActors.Actors;

/// <summary>Run by name: numbers of a shared machine decide nothing.</summary>
public sealed class DriverActorLatencyTests(ITestOutputHelper output) : DriverActorTestBase
{
    private const int CallsCount = 100_000;

    [Fact(Explicit = true)]
    public async Task One_caller_with_a_driver_that_takes_no_time()
    {
        var driver = DriverActor.Props(
            _ => new ScriptedDriver(), TimeProvider.System, Orphans, new DriverActorOptions());
        for (var round = 0; round < 5; round++)
        {
            var done = new TaskCompletionSource<TimeSpan>();
            var caller = Sys.ActorOf(Props.Create(() => new Caller(driver, done)));
            var elapsed = await done.Task;
            output.WriteLine($"{elapsed.TotalMicroseconds / CallsCount:F2} us per call");
            Sys.Stop(caller);
        }
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
