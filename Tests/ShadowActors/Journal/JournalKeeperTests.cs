using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>The keeper against a journal that fails on demand.</summary>
public sealed class JournalKeeperTests() : TestKit(Settings)
{
    private const string Settings = """
        akka.loglevel = OFF
        akka.persistence.journal.plugin = "akka.persistence.journal.on-demand"
        akka.persistence.journal.on-demand {
          class = "Akka.Persistence.TestKit.TestJournal, Akka.Persistence.TestKit"
          plugin-dispatcher = "akka.actor.default-dispatcher"
        }
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    private static readonly JournalLimits Quick = JournalLimits.Default with
    {
        RetryWaitMin = TimeSpan.FromMilliseconds(20),
        RetryWaitMax = TimeSpan.FromMilliseconds(100),
    };

    private ITestJournal Store => TestJournal.FromRef(Persistence.Instance.Apply(Sys).JournalFor(null));

    [Fact]
    public async Task It_says_what_is_durable_when_it_has_read_to_the_end()
    {
        var owner = Open();

        Assert.Equal(0, (await owner.RecoveredAsync()).Sequence);
        Assert.Equal(new Appended(1, 1), await owner.AppendAsync(1));
    }

    [Fact]
    public async Task A_failed_write_is_in_doubt_and_then_only_what_is_durable_is_there()
    {
        var owner = Open();
        await owner.RecoveredAsync();
        await owner.AppendAsync(1);
        await Store.OnWrite.Fail();

        owner.Send(2, JournalOwner.Dispatched(2), JournalOwner.Dispatched(3));

        var failed = await owner.ExpectAsync<AppendFailed>();
        Assert.Equal((2, true), (failed.Number, failed.InDoubt));
        await Store.OnWrite.Pass();
        var recovered = await owner.RecoveredAsync();
        Assert.Equal(1, recovered.Sequence);
        Assert.Equal(["request-1"], recovered.State.Requests.Keys);
        Assert.Equal(2, (await owner.AppendAsync(3)).Sequence);
    }

    [Fact]
    public async Task Writes_that_go_on_failing_are_logged_once_and_so_is_their_end()
    {
        Sys.EventStream.SetLogLevel(LogLevel.InfoLevel);
        var log = CreateTestProbe();
        Sys.EventStream.Subscribe(log.Ref, typeof(Warning));
        Sys.EventStream.Subscribe(log.Ref, typeof(Info));
        var owner = Open();
        await owner.RecoveredAsync();
        await Store.OnWrite.Fail();
        for (var number = 1; number <= 3; number++)
        {
            owner.Send(number, JournalOwner.Dispatched(number));
            await owner.ExpectAsync<AppendFailed>();
            await owner.RecoveredAsync();
        }

        await Store.OnWrite.Pass();
        await owner.AppendAsync(4);

        List<LogEvent> lines = [];
        while (log.HasMessages) lines.Add(await log.ExpectMsgAsync<LogEvent>());
        lines.RemoveAll(line => !line.Message.ToString()!.StartsWith("shadow-hall/oven-1", StringComparison.Ordinal));
        Assert.Equal([LogLevel.WarningLevel, LogLevel.InfoLevel], lines.Select(line => line.LogLevel()));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_tried_until_it_can()
    {
        await Store.OnConnect.Fail();
        var owner = Open();
        await owner.ExpectAsync<Unavailable>();
        await owner.ExpectAsync<Unavailable>();

        owner.Send(1, JournalOwner.Dispatched(1));
        while (await owner.Probe.ReceiveOneAsync(TimeSpan.FromSeconds(5)) is var told && told is not AppendFailed)
            Assert.IsType<Unavailable>(told);
        await Store.OnConnect.Pass();

        Assert.Equal(0, (await owner.RecoveredAfterOutageAsync()).Sequence);
    }

    [Fact]
    public async Task While_it_reads_it_takes_nothing()
    {
        await Store.OnConnect.PassWithDelay(TimeSpan.FromMilliseconds(500));
        var owner = Open();

        owner.Send(1, JournalOwner.Dispatched(1));

        Assert.Equal(
            new AppendFailed(1, InDoubt: false, "journal is being read"), await owner.ExpectAsync<AppendFailed>());
        Assert.Equal(0, (await owner.RecoveredAsync()).Sequence);
    }

    [Fact]
    public async Task A_second_append_is_refused_and_the_first_is_answered()
    {
        var owner = Open();
        await owner.RecoveredAsync();
        await Store.OnWrite.PassWithDelay(TimeSpan.FromMilliseconds(300));

        owner.Send(1, JournalOwner.Dispatched(1));
        owner.Send(2, JournalOwner.Dispatched(2));

        var refused = await owner.ExpectAsync<AppendFailed>();
        Assert.Equal((2, false), (refused.Number, refused.InDoubt));
        Assert.Equal(new Appended(1, 1), await owner.ExpectAsync<Appended>());
    }

    [Fact]
    public async Task An_append_without_an_answer_is_in_doubt_and_read_again()
    {
        var owner = Open(Quick with { AppendTimeMax = TimeSpan.FromMilliseconds(100) });
        await owner.RecoveredAsync();
        await Store.OnWrite.PassWithDelay(TimeSpan.FromSeconds(2));

        owner.Send(1, JournalOwner.Dispatched(1));

        Assert.True((await owner.ExpectAsync<AppendFailed>()).InDoubt);
        Assert.Equal(0, (await owner.RecoveredAsync()).Sequence);
        await owner.Probe.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task A_rejected_append_is_surely_not_written_and_leaves_no_hole()
    {
        var owner = Open();
        await owner.RecoveredAsync();
        await Store.OnWrite.Reject();

        owner.Send(1, JournalOwner.Dispatched(1), JournalOwner.Dispatched(2));

        Assert.False((await owner.ExpectAsync<AppendFailed>()).InDoubt);
        await Store.OnWrite.Pass();
        Assert.Equal(0, (await owner.RecoveredAsync()).Sequence);
        Assert.Equal(1, (await owner.AppendAsync(2)).Sequence);
    }

    [Fact]
    public async Task An_event_that_cannot_be_written_is_refused_and_the_journal_goes_on()
    {
        var owner = Open();
        await owner.RecoveredAsync();

        owner.Send(1, JournalOwner.Dispatched(1), new Stranger(JournalOwner.Stamp(1)));

        var refused = await owner.ExpectAsync<AppendFailed>();
        Assert.False(refused.InDoubt);
        Assert.Contains(nameof(Stranger), refused.Reason);
        Assert.Equal(0, (await owner.RecoveredAsync()).Sequence);
        Assert.Equal(new Appended(2, 1), await owner.AppendAsync(2));
    }

    [Fact]
    public async Task An_append_without_events_is_refused()
    {
        var owner = Open();
        await owner.RecoveredAsync();

        owner.Send(1);

        Assert.False((await owner.ExpectAsync<AppendFailed>()).InDoubt);
        Assert.Equal(0, (await owner.RecoveredAsync()).Sequence);
        Assert.Equal(new Appended(2, 1), await owner.AppendAsync(2));
    }

    [Fact]
    public async Task After_a_long_silence_the_journal_is_read_again_before_it_is_appended_to()
    {
        var time = new FakeTimeProvider();
        var owner = Open(time: time);
        await owner.RecoveredAsync();
        await owner.AppendAsync(1);
        time.Advance(Quick.SilenceMax);
        var reading = new HeldRecovery();
        await Store.OnRecovery.SetInterceptorAsync(reading);

        owner.Send(2, JournalOwner.Dispatched(2));

        await reading.Began.WaitAsync(TimeSpan.FromSeconds(30));
        await owner.Probe.ExpectNoMsgAsync(TimeSpan.Zero);
        reading.GoOn();
        Assert.Equal(new Appended(2, 2), await owner.ExpectAsync<Appended>());
        await Store.OnRecovery.Fail();
        Assert.Equal(new Appended(3, 3), await owner.AppendAsync(3));
    }

    [Fact]
    public async Task Who_was_silent_while_another_wrote_appends_nothing_and_is_told()
    {
        var time = new FakeTimeProvider();
        var owner = Open(time: time);
        await owner.RecoveredAsync();
        await owner.AppendAsync(1);
        var other = Open();
        await other.RecoveredAsync();
        await other.AppendAsync(2);
        time.Advance(Quick.SilenceMax);

        owner.Send(7, JournalOwner.Dispatched(7));

        var failed = await owner.ExpectAsync<AppendFailed>();
        Assert.Equal((7, false), (failed.Number, failed.InDoubt));
        var recovered = await owner.RecoveredAsync();
        Assert.Equal((2, false), (recovered.Sequence, recovered.State.Requests.ContainsKey("request-7")));
        Assert.Equal(new Appended(8, 3), await owner.AppendAsync(8));
    }

    [Fact]
    public async Task An_append_after_a_silence_is_refused_where_the_journal_can_not_be_read_again()
    {
        var time = new FakeTimeProvider();
        var owner = Open(time: time);
        await owner.RecoveredAsync();
        await owner.AppendAsync(1);
        time.Advance(Quick.SilenceMax);
        await Store.OnRecovery.Fail();

        owner.Send(2, JournalOwner.Dispatched(2));

        Assert.False((await owner.ExpectAsync<AppendFailed>()).InDoubt);
        await owner.ExpectAsync<Unavailable>();
        await Store.OnRecovery.Pass();
        Assert.Equal(1, (await owner.RecoveredAfterOutageAsync()).Sequence);
    }

    [Fact]
    public async Task Gateways_and_the_plant_have_streams_of_their_own()
    {
        var props = new JournalProps(Quick, () => 0);
        var probe = CreateTestProbe();
        var gateway = probe.ChildActorOf(props.ForGateway("hall"));
        await probe.ExpectMsgAsync<Recovered<GatewayState>>();
        gateway.Tell(
            new Append<GatewayEvents.GatewayEvent>(
                1, [new GatewayEvents.GatewayClaimed(default, "boot", 1, new ClaimId("claim"), "node-a", "i")]),
            probe.Ref);
        await probe.ExpectMsgAsync<Appended>();
        var plant = probe.ChildActorOf(props.ForPlant());
        await probe.ExpectMsgAsync<Recovered<PlantState>>();
        var applied = new PlantEvents.PlantApplied(default, "operator", "a.yaml", "x: 1");
        plant.Tell(new Append<PlantEvents.PlantEvent>(1, [applied]), probe.Ref);
        await probe.ExpectMsgAsync<Appended>();

        probe.ChildActorOf(props.ForGateway("hall"));
        Assert.Equal("node-a", (await probe.ExpectMsgAsync<Recovered<GatewayState>>()).State.Claim!.Node);
        probe.ChildActorOf(props.ForPlant());
        Assert.Equal("x: 1", (await probe.ExpectMsgAsync<Recovered<PlantState>>()).State.Source);
    }

    [Fact]
    public void Waits_double_up_to_their_limit_and_jitter_only_shortens_them()
    {
        var limits = JournalLimits.Default;

        Assert.Equal(
            [200, 400, 800, 1500, 1500],
            Enumerable.Range(0, 5).Select(tries => limits.RetryWait(tries, 0).TotalMilliseconds));
        Assert.Equal(1200, limits.RetryWait(int.MaxValue, 1).TotalMilliseconds, 3);
    }

    private JournalOwner Open(JournalLimits? limits = null, TimeProvider? time = null)
    {
        var probe = CreateTestProbe();
        var props = new JournalProps(limits ?? Quick, () => 0, time: time).ForDevice("hall/oven-1");
        return new JournalOwner(probe, probe.ChildActorOf(props));
    }

    /// <summary>Reading back goes on only when it is told to.</summary>
    private sealed class HeldRecovery : IJournalInterceptor
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => _began.Task;

        public void GoOn() => _goOn.SetResult();

        public Task InterceptAsync(IPersistentRepresentation message)
        {
            _began.TrySetResult();
            return _goOn.Task;
        }
    }

    private sealed record Stranger(EventStamp Stamp) : ShadowEvents.ShadowEvent(Stamp);
}
