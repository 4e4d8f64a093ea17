using Akka.Actor;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.Tests.DriverActors.Actors;

public sealed class DriverActorFailureTests : DriverActorTestBase
{
    public static TheoryData<Exception, FailureKind> Failures => new()
    {
        { new LinkLostException("gone", maySent: true), FailureKind.LinkLost },
        { new NoResponseException("silent"), FailureKind.NoResponse },
        { new ProtocolViolationException("odd"), FailureKind.ProtocolViolation },
        { new WrongDeviceException("other"), FailureKind.WrongDevice },
        { new DivideByZeroException(), FailureKind.DriverException },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void An_exception_of_a_call_is_a_failure_of_its_kind(Exception error, FailureKind kind)
    {
        var (shadow, driver) = StartOpened();
        driver.OnRead = (_, _) => Task.FromException<IReadOnlyList<PointReading>>(error);

        shadow.Tell(Read(1));

        var failure = Expect<DriverFailedException>();
        Assert.Equal((new Incarnation(1), kind), (failure.Incarnation, failure.Kind));
        Assert.Same(error, failure.InnerException);
        Assert.Equal(new Incarnation(1), Expect<DriverReports.Closed>().Ended);
    }

    public static TheoryData<string> WrongReadings => [null!, "", "a", "b a", "a b c", "a c"];

    [Theory]
    [MemberData(nameof(WrongReadings))]
    public void Readings_of_other_points_than_asked_are_a_failure(string? given)
    {
        var (shadow, driver) = StartOpened();
        driver.OnRead = (_, _) => Task.FromResult(ReadingsOf(given));

        shadow.Tell(Read(1, "a b"));

        Assert.Equal(FailureKind.DriverException, Expect<DriverFailedException>().Kind);
    }

    [Theory]
    [MemberData(nameof(WrongReadings))]
    public void Readings_of_other_points_than_asked_together_are_a_failure(string? given)
    {
        Options = Options with { CallsWaitingMax = 2 };
        var (shadow, driver) = StartOpened();
        var (alone, together) = (new TaskCompletionSource(), new TaskCompletionSource());
        driver.OnRead = async (points, _) =>
        {
            await (points.Count == 1 ? alone : together).Task;
            return points.Count == 1 ? TestDevices.Readings(points) : ReadingsOf(given);
        };

        shadow.Tell(Read(1, "z"));
        shadow.Tell(Read(2, "a"));
        shadow.Tell(Read(3, "b"));
        shadow.Tell(Read(4, "y"));
        Assert.Equal(4, Expect<DriverReports.SendRefused>().Call);
        alone.SetResult();
        Expect<DriverReports.ReadDone>();
        together.SetResult();

        Assert.Equal(FailureKind.DriverException, Expect<DriverFailedException>().Kind);
    }

    [Fact]
    public void A_reading_a_task_an_outcome_or_an_identity_that_is_missing_is_a_failure()
    {
        Action<IActorRef, ScriptedDriver>[] missing =
        [
            (shadow, driver) =>
            {
                driver.OnRead = (_, _) => Task.FromResult<IReadOnlyList<PointReading>>([null!]);
                shadow.Tell(Read(1));
            },
            (shadow, driver) =>
            {
                driver.OnRead = (_, _) => null!;
                shadow.Tell(Read(1));
            },
            (shadow, driver) =>
            {
                driver.OnWrite = (_, _, _) => Task.FromResult<MutationOutcome>(null!);
                shadow.Tell(Write(1, 10));
            },
        ];
        foreach (var breakIt in missing)
        {
            var (shadow, driver) = StartOpened();
            breakIt(shadow, driver);
            Assert.Equal(FailureKind.DriverException, Expect<DriverFailedException>().Kind);
        }

        NewDriver = () => new ScriptedDriver { OnOpen = _ => Task.FromResult<DeviceIdentity>(null!) };
        Start().Tell(Open(1));
        Assert.Equal(FailureKind.DriverException, Expect<DriverFailedException>().Kind);
    }

    [Fact]
    public void Publishing_nothing_at_all_is_the_drivers_fault()
    {
        var (_, driver) = StartOpened();

        Assert.Throws<ArgumentNullException>(() => driver.Host!.Publish(null!));
    }

    [Fact]
    public void A_driver_that_cannot_be_made_has_failed()
    {
        NewDriver = () => throw new InvalidOperationException("no such profile");
        var shadow = Start();

        shadow.Tell(Open(1));

        Assert.Equal(FailureKind.DriverException, Expect<DriverFailedException>().Kind);
        Expect<DriverReports.Closed>();
    }

    [Fact]
    public void Calls_that_waited_and_a_frame_that_surely_was_not_sent_are_named()
    {
        Options = Options with { CallsWaitingMax = 2 };
        var (shadow, driver) = StartOpened();
        var gate = new TaskCompletionSource();
        driver.OnWrite = async (_, _, _) =>
        {
            await gate.Task;
            throw new LinkLostException("gone", maySent: false);
        };

        shadow.Tell(Write(1, 10));
        shadow.Tell(Write(2, 11));
        shadow.Tell(Read(3));

        // One too many: when it is refused, those before it are there.
        shadow.Tell(Read(4));
        Assert.Equal(4, Expect<DriverReports.SendRefused>().Call);
        gate.SetResult();

        Assert.Equal([1, 2, 3], Expect<DriverFailedException>().UnsentCalls.Order());
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void A_write_that_failed_is_named_as_not_sent_where_its_permit_never_came_to_the_link(
        bool readsFirst, bool failsBefore, bool isNamed)
    {
        var (shadow, driver) = StartOpened();
        driver.OnWrite = async (_, _, _) =>
        {
            // The link is dead: nothing comes back, and what was asked may be on its way.
            if (readsFirst) await AskAsync(driver, null);
            if (!failsBefore) await AskAsync(driver, TestDevices.Permit());
            throw new NoResponseException("silent");
        };

        shadow.Tell(Write(1, 10));

        Assert.Equal(isNamed ? [1L] : [], Expect<DriverFailedException>().UnsentCalls);
    }

    [Fact]
    public void That_a_write_was_sent_says_nothing_of_the_next_one()
    {
        var (shadow, driver) = StartOpened();
        driver.OnWrite = async (_, value, _) =>
        {
            if (value == PointValue.Of(11)) throw new LinkLostException("gone", maySent: true);
            await AskAsync(driver, TestDevices.Permit());
            return new MutationOutcome.Acknowledged();
        };

        shadow.Tell(Write(1, 10));
        shadow.Tell(Write(2, 11));

        Expect<DriverReports.MutationDone>();
        Assert.Equal([2L], Expect<DriverFailedException>().UnsentCalls);
    }

    private static async Task AskAsync(ScriptedDriver driver, MutationPermit? permit)
    {
        var request = new LinkRequest(1, new byte[] { 3 }, permit, Patient);
        await Assert.ThrowsAsync<NotSupportedException>(
            () => driver.Host!.Link.ExchangeAsync(request, CancellationToken.None));
    }

    [Fact]
    public void After_a_failure_the_next_incarnation_can_be_opened()
    {
        var (shadow, driver) = StartOpened();
        driver.OnRead = (_, _) => throw new InvalidOperationException();
        shadow.Tell(Read(1));
        Expect<DriverFailedException>();
        Expect<DriverReports.Closed>();

        shadow.Tell(Open(2));
        shadow.Tell(Read(2, incarnation: 2));

        Assert.Equal(new Incarnation(2), Expect<DriverReports.Opened>().Incarnation);
        Assert.Equal(2, Expect<DriverReports.ReadDone>().Call);
        Assert.True(driver.IsDisposed);
    }

    [Fact]
    public void Results_of_an_old_incarnation_never_arrive_under_the_new_one()
    {
        NewDriver = () => new ScriptedDriver { CallsInFlightMax = 4 };
        var (shadow, old) = StartOpened();
        var late = new TaskCompletionSource();
        old.OnRead = async (points, _) =>
        {
            if (points[0].Value == "bad") throw new InvalidOperationException();
            await late.Task;
            return TestDevices.Readings(points);
        };
        shadow.Tell(Read(1));
        shadow.Tell(Read(2, "bad"));
        Expect<DriverFailedException>();
        Expect<DriverReports.Closed>();
        shadow.Tell(Open(2));
        Expect<DriverReports.Opened>();

        late.SetResult();
        old.Host!.Publish([]);
        shadow.Tell(Read(1, incarnation: 2));

        Assert.Equal(new Incarnation(2), Expect<DriverReports.ReadDone>().Incarnation);
        Shadow.ExpectNoMsg(Short);
    }

    [Fact]
    public void What_the_mailbox_still_held_is_dropped_by_the_fresh_instance()
    {
        var (shadow, driver) = StartOpened();
        driver.OnRead = (_, _) => throw new InvalidOperationException();

        for (var call = 1; call <= 10; call++) shadow.Tell(Read(call));

        Expect<DriverFailedException>();
        Expect<DriverReports.Closed>();
        Shadow.ExpectNoMsg(Short);
    }

    [Fact]
    public void Close_disposes_the_driver_and_releases_what_it_held()
    {
        var (shadow, driver) = StartOpened();
        var file = new MemoryStream();
        driver.Host!.Resources.Enter("file", file);

        shadow.Tell(new DriverCommands.Close(new Incarnation(1)));

        Assert.Equal(new DriverReports.Closed(new Incarnation(1), 0, 1), Expect<DriverReports.Closed>());
        Assert.True(driver.IsDisposed);
        Assert.False(file.CanRead);
    }

    [Fact]
    public async Task After_the_end_the_host_sends_nothing()
    {
        var (shadow, driver) = StartOpened();
        var link = driver.Host!.Link;
        shadow.Tell(new DriverCommands.Close(new Incarnation(1)));
        Expect<DriverReports.Closed>();

        var refused = await Assert.ThrowsAsync<SendRefusedException>(() => link.ExchangeAsync(
            new LinkRequest(1, new byte[] { 3 }, null, Short), CancellationToken.None));

        Assert.Equal(SendRefusal.SessionRevoked, refused.Refusal);
    }

    [Fact]
    public void A_drill_makes_the_next_call_throw()
    {
        var (shadow, _) = StartOpened();

        shadow.Tell(new DriverCommands.InjectFault(new Incarnation(1), DrillFault.Throw));
        shadow.Tell(Read(1));

        Assert.Equal(FailureKind.DriverException, Expect<DriverFailedException>().Kind);
    }

    private static IReadOnlyList<PointReading> ReadingsOf(string? points) => points is null
        ? null!
        : TestDevices.Readings(TestDevices.Points(points.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
