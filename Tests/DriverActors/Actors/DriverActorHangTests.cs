using Akka.Actor;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Model;

namespace Understudy.Tests.DriverActors.Actors;

public sealed class DriverActorHangTests : DriverActorTestBase
{
    private readonly ManualResetEventSlim _release = new();

    public DriverActorHangTests() => Options = Options with { GraceAfterCancel = Short };

    [Fact]
    public void A_call_that_ends_on_its_cancellation_is_no_response()
    {
        Options = Options with { GraceAfterCancel = Patient };
        var (shadow, driver) = StartOpened();
        driver.OnRead = async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return [];
        };

        shadow.Tell(Read(1, timeout: Short));

        Assert.Equal(FailureKind.NoResponse, Expect<DriverFailedException>().Kind);
        Assert.Equal(0, Expect<DriverReports.Closed>().Orphans);
    }

    [Fact]
    public void A_call_that_ignores_its_cancellation_is_a_hang_and_an_orphan()
    {
        var (shadow, driver) = StartOpened();
        driver.OnRead = (_, _) => NeverAsync();

        shadow.Tell(Read(1, timeout: Short));

        Assert.Equal(FailureKind.Hang, Expect<DriverFailedException>().Kind);
        Assert.Equal(1, Expect<DriverReports.Closed>().Orphans);
    }

    [Fact]
    public void Calls_that_hang_together_are_one_orphan()
    {
        NewDriver = () => new ScriptedDriver { CallsInFlightMax = 9 };
        var (shadow, driver) = StartOpened();
        driver.OnRead = (_, _) => NeverAsync();

        for (var call = 1; call <= 8; call++) shadow.Tell(Read(call));
        AwaitCondition(() => driver.Calls.Count == 8, Patient);
        shadow.Tell(new DriverCommands.Close(new Incarnation(1)));

        Assert.Equal(1, Expect<DriverReports.Closed>().Orphans);
    }

    [Fact]
    public void A_hang_by_a_drill_leaves_no_orphan_behind()
    {
        Options = Options with { OrphansPerDeviceMax = 1 };
        var shadow = Start();
        for (var incarnation = 1; incarnation <= 3; incarnation++)
        {
            shadow.Tell(Open(incarnation));
            Expect<DriverReports.Opened>();
            shadow.Tell(new DriverCommands.InjectFault(new Incarnation(incarnation), DrillFault.Hang));
            shadow.Tell(Read(1, incarnation: incarnation, timeout: Short));
            Assert.Equal(FailureKind.Hang, Expect<DriverFailedException>().Kind);
            Expect<DriverReports.Closed>();
            AwaitCondition(() => Orphans.Total == 0, Patient);
        }
    }

    [Fact]
    public void An_opening_that_blocks_is_a_hang()
    {
        NewDriver = () => new ScriptedDriver { OnOpen = _ => Block<DeviceIdentity>() };
        var shadow = Start();

        shadow.Tell(Open(1, timeout: Short));

        Assert.Equal(FailureKind.Hang, Expect<DriverFailedException>().Kind);
        Assert.Equal(1, Expect<DriverReports.Closed>().Orphans);
        _release.Set();
    }

    [Fact]
    public void An_orphan_that_ends_later_is_uncounted()
    {
        var (shadow, driver) = StartOpened();
        driver.OnRead = (_, _) => Block<IReadOnlyList<PointReading>>();
        shadow.Tell(Read(1, timeout: Short));
        Expect<DriverFailedException>();
        Assert.Equal(1, Expect<DriverReports.Closed>().Orphans);

        _release.Set();

        AwaitCondition(() => Orphans.Total == 0, Patient);
        Assert.Equal(0, Orphans.Count(TestDevices.Id()));
    }

    [Fact]
    public void At_the_bound_of_orphans_opening_is_refused()
    {
        Options = Options with { OrphansPerDeviceMax = 2 };
        var shadow = Start();
        for (var incarnation = 1; incarnation <= 2; incarnation++)
        {
            shadow.Tell(Open(incarnation));
            Expect<DriverReports.Opened>();
            Made[^1].OnRead = (_, _) => NeverAsync();
            shadow.Tell(Read(1, incarnation: incarnation, timeout: Short));
            Expect<DriverFailedException>();
            Assert.Equal(incarnation, Expect<DriverReports.Closed>().Orphans);
        }

        shadow.Tell(Open(3));

        var refused = Expect<DriverReports.OpenRefused>();
        Assert.Equal(new Incarnation(3), refused.Incarnation);
        Assert.Contains("2 tasks", refused.Reason);
    }

    [Fact]
    public void The_bound_of_the_node_refuses_another_device()
    {
        Options = Options with { OrphansPerNodeMax = 1 };
        Orphans.Add(TestDevices.Id("other"), new TaskCompletionSource().Task);
        var shadow = Start();

        shadow.Tell(Open(1));

        Assert.Contains("on this node", Expect<DriverReports.OpenRefused>().Reason);
    }

    [Fact]
    public void A_driver_that_blocks_does_not_block_its_actor()
    {
        var (shadow, driver) = StartOpened();
        driver.OnRead = (_, _) => Block<IReadOnlyList<PointReading>>();
        shadow.Tell(Read(1));
        AwaitCondition(() => !driver.Calls.IsEmpty, Patient);

        shadow.Tell(new DriverCommands.Close(new Incarnation(1)));

        Assert.Equal(1, Expect<DriverReports.Closed>().Orphans);
        _release.Set();
    }

    [Fact]
    public void Drivers_that_spin_do_not_keep_another_device_from_its_calls()
    {
        var isDone = false;
        NewDriver = () => new ScriptedDriver
        {
            OnRead = (points, _) =>
            {
                while (points[0].Value == "spin" && !Volatile.Read(ref isDone)) Thread.SpinWait(1000);
                return Task.FromResult(TestDevices.Readings(points));
            },
        };
        for (var i = 0; i < 2; i++)
        {
            var (spinning, driver) = StartOpened();
            spinning.Tell(Read(1, "spin"));
            AwaitCondition(() => !driver.Calls.IsEmpty, Patient);
        }

        var (shadow, _) = StartOpened();
        shadow.Tell(Read(1));

        Expect<DriverReports.ReadDone>();
        Volatile.Write(ref isDone, true);
    }

    [Fact]
    public void A_cancellation_callback_that_blocks_holds_up_nothing()
    {
        var (shadow, driver) = StartOpened();
        driver.OnRead = async (_, cancellation) =>
        {
            cancellation.Register(_release.Wait);
            await new TaskCompletionSource().Task;
            return [];
        };

        shadow.Tell(Read(1, timeout: Short));

        Assert.Equal(FailureKind.Hang, Expect<DriverFailedException>().Kind);
        Assert.Equal(2, Expect<DriverReports.Closed>().Orphans);
        _release.Set();
    }

    [Fact]
    public void A_cancellation_that_returns_after_its_call_has_ended_is_no_orphan()
    {
        Options = Options with { GraceAfterCancel = Patient };
        var (shadow, driver) = StartOpened();
        driver.OnRead = (_, cancellation) =>
        {
            var reading = new TaskCompletionSource<IReadOnlyList<PointReading>>();
            cancellation.Register(() =>
            {
                reading.SetCanceled(CancellationToken.None);
                _release.Wait(5 * Short);
            });
            return reading.Task;
        };
        shadow.Tell(Read(1));
        AwaitCondition(() => !driver.Calls.IsEmpty, Patient);

        shadow.Tell(new DriverCommands.Close(new Incarnation(1)));

        Assert.Equal(0, Expect<DriverReports.Closed>().Orphans);
    }

    [Fact]
    public void A_dispose_that_blocks_is_an_orphan()
    {
        Options = Options with { DisposeTime = Short };
        var (shadow, driver) = StartOpened();
        driver.OnDispose = () =>
        {
            _release.Wait();
            return ValueTask.CompletedTask;
        };

        shadow.Tell(new DriverCommands.Close(new Incarnation(1)));

        Assert.Equal(1, Expect<DriverReports.Closed>().Orphans);
        _release.Set();
    }

    [Fact]
    public void A_driver_made_after_the_end_is_disposed()
    {
        NewDriver = () =>
        {
            _release.Wait();
            return new ScriptedDriver();
        };
        var shadow = Start();
        shadow.Tell(Open(1, timeout: Short));
        Expect<DriverFailedException>();
        Expect<DriverReports.Closed>();

        _release.Set();

        AwaitCondition(() => Made.Exists(driver => driver.IsDisposed), Patient);
    }

    private static Task<IReadOnlyList<PointReading>> NeverAsync() =>
        new TaskCompletionSource<IReadOnlyList<PointReading>>().Task;

    private Task<T> Block<T>()
    {
        _release.Wait();
        return Task.FromException<T>(new OperationCanceledException());
    }
}
