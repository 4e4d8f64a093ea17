using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.Tests.DriverActors.Actors;

public sealed class DriverActorCallTests : DriverActorTestBase
{
    private readonly TaskCompletionSource _gate = new();

    [Fact]
    public void Opening_reports_the_identity()
    {
        var shadow = Start();

        shadow.Tell(Open(1));

        Assert.Equal("test", Expect<DriverReports.Opened>().Identity.Text);
    }

    [Fact]
    public void A_read_is_answered_with_its_number_and_incarnation()
    {
        var (shadow, _) = StartOpened();

        shadow.Tell(Read(7, "a b"));

        var done = Expect<DriverReports.ReadDone>();
        Assert.Equal((new Incarnation(1), 7), (done.Incarnation, done.Call));
        Assert.Equal(["a", "b"], done.Readings.Select(reading => reading.Point.Value));
    }

    [Fact]
    public void Reads_that_wait_go_to_the_driver_as_one()
    {
        var (shadow, driver) = StartOpenedWithHeldReads();

        shadow.Tell(Read(1));
        shadow.Tell(Read(2, "b c"));
        shadow.Tell(Read(3, "c b d"));
        shadow.Tell(Read(4, "a"));
        UntilSeen(shadow);
        _gate.SetResult();

        var done = Enumerable.Range(0, 4).Select(_ => Expect<DriverReports.ReadDone>()).ToArray();
        Assert.Equal(["read a", "read b c d a"], driver.Calls);
        Assert.Equal(
            ["1: a", "2: b c", "3: c b d", "4: a"],
            done.Select(one => $"{one.Call}: {string.Join(' ', one.Readings.Select(reading => reading.Value))}"));
    }

    [Fact]
    public void Reads_that_wait_are_shared_out_evenly()
    {
        NewDriver = () => new ScriptedDriver { CallsInFlightMax = 3 };
        var (shadow, driver) = StartOpenedWithHeldReads();

        foreach (var (call, point) in "abcdef".Select((letter, place) => (place + 1, letter.ToString())))
            shadow.Tell(Read(call, point));
        UntilSeen(shadow);
        _gate.SetResult();

        for (var i = 0; i < 6; i++) Expect<DriverReports.ReadDone>();
        Assert.Equal(["read a", "read b", "read c d", "read e", "read f"], driver.Calls);
    }

    [Fact]
    public void One_batch_has_no_more_points_than_its_bound()
    {
        Options = Options with { PointsPerBatchMax = 3 };
        var (shadow, driver) = StartOpenedWithHeldReads();

        shadow.Tell(Read(1));
        shadow.Tell(Read(2, "b c"));
        shadow.Tell(Read(3, "d e"));
        shadow.Tell(Read(4, "e f g h"));
        UntilSeen(shadow);
        _gate.SetResult();

        for (var i = 0; i < 4; i++) Expect<DriverReports.ReadDone>();
        Assert.Equal(["read a", "read b c", "read d e", "read e f g h"], driver.Calls);
    }

    [Fact]
    public void Mutations_go_before_reads_that_wait()
    {
        NewDriver = () => new ScriptedDriver { CallsInFlightMax = 8 };
        var (shadow, driver) = StartOpenedWithHeldWrites();

        shadow.Tell(Write(1, 10));
        shadow.Tell(Read(2));
        shadow.Tell(Write(3, 11));
        shadow.Tell(Read(4, "b"));
        UntilSeen(shadow);
        _gate.SetResult();

        for (var i = 0; i < 4; i++) Shadow.FishForMessage<DriverReports.IDriverReport>(_ => true, Patient);
        Assert.Equal(["write 10", "write 11", "read a", "read b"], driver.Calls);
    }

    [Fact]
    public void However_many_mutations_wait_reads_have_their_turn()
    {
        var (shadow, driver) = StartOpenedWithHeldWrites();

        shadow.Tell(Write(1, 0));
        shadow.Tell(Read(2));
        for (var value = 1; value <= 6; value++) shadow.Tell(Write(2 + value, value));
        UntilSeen(shadow);
        _gate.SetResult();

        for (var i = 0; i < 8; i++) Shadow.FishForMessage<DriverReports.IDriverReport>(_ => true, Patient);
        Assert.Equal(
            ["write 0", "write 1", "write 2", "write 3", "write 4", "read a", "write 5", "write 6"], driver.Calls);
    }

    [Fact]
    public void A_safe_action_goes_before_other_changes_that_wait()
    {
        var (shadow, driver) = StartOpenedWithHeldWrites();

        for (var value = 0; value <= 2; value++) shadow.Tell(Write(value + 1, value));
        shadow.Tell(Safe(4, 10));
        shadow.Tell(Safe(5, 11));
        UntilSeen(shadow);
        _gate.SetResult();

        for (var i = 0; i < 5; i++) Expect<DriverReports.MutationDone>();
        Assert.Equal(["write 0", "write 10", "write 11", "write 1", "write 2"], driver.Calls);
    }

    [Fact]
    public void However_many_safe_actions_wait_reads_have_their_turn()
    {
        var (shadow, driver) = StartOpenedWithHeldWrites();

        shadow.Tell(Write(1, 0));
        shadow.Tell(Read(2));
        const int before = WaitingCalls.SafeOvertakingMax;
        for (var value = 1; value <= before + 1; value++) shadow.Tell(Safe(2 + value, value));
        UntilSeen(shadow);
        _gate.SetResult();

        for (var i = 0; i < before + 3; i++) Shadow.FishForMessage<DriverReports.IDriverReport>(_ => true, Patient);
        Assert.Equal(1 + before, driver.Calls.ToList().IndexOf("read a"));
    }

    [Fact]
    public void Some_safe_actions_find_room_in_a_full_queue()
    {
        Options = Options with { CallsWaitingMax = 2 };
        var (shadow, driver) = StartOpenedWithHeldReads();
        for (var call = 1; call <= 3; call++) shadow.Tell(Read(call));
        shadow.Tell(Write(4, 0));
        Assert.Equal(4, Expect<DriverReports.SendRefused>().Call);

        for (var i = 0; i <= WaitingCalls.SafeExtraMax; i++) shadow.Tell(Safe(5 + i, i));

        Assert.Equal(5 + WaitingCalls.SafeExtraMax, Expect<DriverReports.SendRefused>().Call);
        UntilSeen(shadow);
        _gate.SetResult();
        Shadow.FishForMessage<DriverReports.MutationDone>(_ => true, Patient);
        Assert.Contains("write 0", driver.Calls);
    }

    [Fact]
    public void A_mutation_does_not_wait_for_reads_under_way()
    {
        NewDriver = () => new ScriptedDriver { CallsInFlightMax = 3 };
        var (shadow, driver) = StartOpenedWithHeldReads();

        for (var call = 1; call <= 4; call++) shadow.Tell(Read(call));
        shadow.Tell(Write(5, 10));

        Assert.Equal(5, Expect<DriverReports.MutationDone>().Call);
        Assert.Equal(["read a", "read a", "write 10"], driver.Calls);
        _gate.SetResult();
    }

    [Fact]
    public void A_driver_gets_no_more_calls_at_once_than_it_takes()
    {
        NewDriver = () => new ScriptedDriver { CallsInFlightMax = 3 };
        var (shadow, driver) = StartOpenedWithHeldReads();

        for (var call = 1; call <= 5; call++) shadow.Tell(Read(call));
        AwaitCondition(() => driver.Calls.Count == 2, Patient);
        Shadow.ExpectNoMsg(Short);

        Assert.Equal(2, driver.Calls.Count);
        _gate.SetResult();
    }

    [Fact]
    public void A_call_beyond_the_queue_bound_is_told_as_not_sent()
    {
        Options = Options with { CallsWaitingMax = 2 };
        var (shadow, _) = StartOpenedWithHeldReads();

        for (var call = 1; call <= 4; call++) shadow.Tell(Read(call));

        var refused = Expect<DriverReports.SendRefused>();
        Assert.Equal((4, SendRefusal.QueueFull), (refused.Call, refused.Refusal));
        _gate.SetResult();
    }

    [Fact]
    public void A_call_that_waited_past_its_deadline_is_told_as_not_sent()
    {
        var (shadow, driver) = StartOpenedWithHeldReads();

        shadow.Tell(Read(1));
        shadow.Tell(Read(2, "b", timeout: Short));

        var refused = Expect<DriverReports.SendRefused>();
        Assert.Equal((2, SendRefusal.SendByPassed), (refused.Call, refused.Refusal));
        _gate.SetResult();
        Expect<DriverReports.ReadDone>();
        Assert.Equal(["read a"], driver.Calls);
    }

    [Theory]
    [InlineData("b")]
    [InlineData("b c")]
    public void Time_spent_waiting_is_not_taken_from_the_time_a_call_may_run(string points)
    {
        var time = new FakeTimeProvider();
        (Time, Options) = (time, Options with { CallsWaitingMax = points.Split(' ').Length });
        var (shadow, driver) = StartOpenedWithHeldReads();
        shadow.Tell(Read(1));
        var call = 1;
        foreach (var point in points.Split(' ')) shadow.Tell(Read(++call, point, timeout: TimeSpan.FromSeconds(10)));
        shadow.Tell(Read(9));
        Assert.Equal(SendRefusal.QueueFull, Expect<DriverReports.SendRefused>().Refusal);
        var running = new TaskCompletionSource();
        driver.OnRead = async (asked, cancellation) =>
        {
            await running.Task.WaitAsync(cancellation);
            return TestDevices.Readings(asked);
        };

        time.Advance(TimeSpan.FromSeconds(6));
        _gate.SetResult();
        Assert.Equal(1, Expect<DriverReports.ReadDone>().Call);
        AwaitCondition(() => driver.Calls.Count == 2, Patient);
        time.Advance(TimeSpan.FromSeconds(6));
        Shadow.ExpectNoMsg(Short);
        running.SetResult();

        for (var number = 2; number <= call; number++) Assert.Equal(number, Expect<DriverReports.ReadDone>().Call);
    }

    [Fact]
    public void A_refused_send_is_reported_and_the_driver_goes_on()
    {
        var (shadow, driver) = StartOpened();
        driver.OnWrite = (_, _, _) => throw new SendRefusedException(SendRefusal.ClaimNotHeld);

        shadow.Tell(Write(1, 10));
        shadow.Tell(Read(2));

        Assert.Equal(SendRefusal.ClaimNotHeld, Expect<DriverReports.SendRefused>().Refusal);
        Expect<DriverReports.ReadDone>();
    }

    [Fact]
    public void A_call_of_another_incarnation_is_ignored()
    {
        var (shadow, driver) = StartOpened();

        shadow.Tell(Read(1, incarnation: 2));
        shadow.Tell(Read(2, "b"));

        Assert.Equal(2, Expect<DriverReports.ReadDone>().Call);
        Assert.Equal(["read b"], driver.Calls);
    }

    [Fact]
    public void A_message_that_nobody_expects_is_said_to_be_unhandled()
    {
        var unhandled = CreateTestProbe();
        Sys.EventStream.Subscribe(unhandled, typeof(UnhandledMessage));
        var shadow = Start();
        var driver = Sys.ActorSelection(shadow.Path / "driver");

        driver.Tell("when closed");
        Assert.Equal("when closed", unhandled.ExpectMsg<UnhandledMessage>(Patient).Message);
        shadow.Tell(Open(1));
        Expect<DriverReports.Opened>();
        driver.Tell("when open");
        Assert.Equal("when open", unhandled.ExpectMsg<UnhandledMessage>(Patient).Message);
        shadow.Tell(Open(1));
        Assert.IsType<DriverCommands.Open>(unhandled.ExpectMsg<UnhandledMessage>(Patient).Message);

        shadow.Tell(Read(1, incarnation: 2));
        unhandled.ExpectNoMsg(Short);
    }

    [Fact]
    public void What_a_driver_publishes_reaches_the_shadow()
    {
        var (_, driver) = StartOpened();

        driver.Host!.Publish(TestDevices.Readings(TestDevices.Points("a")));

        Assert.Equal(new Incarnation(1), Expect<DriverReports.Published>().Incarnation);
    }

    private static DriverCommands.Write Safe(long call, long value) =>
        Write(call, value) with { Permit = TestDevices.Permit() with { IsSafe = true } };

    private (IActorRef Shadow, ScriptedDriver Driver) StartOpenedWithHeldWrites()
    {
        var (shadow, driver) = StartOpened();
        driver.OnWrite = async (_, _, _) =>
        {
            await _gate.Task;
            return new MutationOutcome.Acknowledged();
        };
        return (shadow, driver);
    }

    private (IActorRef Shadow, ScriptedDriver Driver) StartOpenedWithHeldReads()
    {
        var (shadow, driver) = StartOpened();
        driver.OnRead = async (points, _) =>
        {
            await _gate.Task;
            return TestDevices.Readings(points);
        };
        return (shadow, driver);
    }
}
