using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Simulation;
using static Understudy.Supervisor.Manager.ShadowManagerMessages;

namespace Understudy.Tests.Supervisor.Manager;

public sealed class ShadowManagerActorTests : TestKit
{
    private const string OneGateway = """
        gateways:
          hall1: {link: {modbusTcp: 127.0.0.1:1502}, devices: {oven: {profile: p, unit: 1}}}
        profiles:
          p: {class: register, points: {temp: {at: input/0, type: int16}}}
        """;

    private static readonly string Renamed = OneGateway.Replace("oven: {", "kiln: {was: oven, ");

    private const string Simulated = """
        gateways:
          lab: {link: {simulator: {}}, devices: {bath: {profile: p, unit: 1}}}
        profiles:
          p: {class: register, points: {temp: {at: input/0, type: int16}}}
        """;

    private readonly TestProbe _journal;
    private readonly TestProbe _region;
    private readonly PlantView _view = new();
    private readonly FakeSimulation _simulation = new();
    private int _journalsMade;
    private Func<string, Task<bool>> _hasEntries = _ => Task.FromResult(false);

    public ShadowManagerActorTests()
    {
        _journal = CreateTestProbe();
        _region = CreateTestProbe();
    }

    [Fact]
    public async Task A_plant_is_durable_then_told_to_its_gateways_then_answered()
    {
        var manager = await StartedAsync(PlantState.Empty);

        manager.Tell(new ApplyPlant("api", "a.yaml", OneGateway, DryRun: false));
        var append = await _journal.ExpectMsgAsync<JournalMessages.Append<PlantEvents.PlantEvent>>();
        await _region.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        Assert.Null(_view.Current?.Source);
        _journal.Reply(new JournalMessages.Appended(append.Number, 1));

        var told = await _region.ExpectMsgAsync<GatewayCommands.Declare>();
        var answer = await ExpectMsgAsync<PlantAccepted>();
        var applied = Assert.IsType<PlantEvents.PlantApplied>(Assert.Single(append.Events));
        Assert.Equal((OneGateway, "a.yaml", "api"), (applied.Source, applied.FileName, applied.Principal));
        Assert.Equal("hall1", told.Gateway.Value);
        Assert.NotEmpty(answer.Changes);
        Assert.Equal(OneGateway, _view.Current?.Source);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change_and_changes_nothing()
    {
        var manager = await StartedAsync(PlantState.Empty);

        manager.Tell(new ApplyPlant("api", "a.yaml", OneGateway, DryRun: true));

        var answer = await ExpectMsgAsync<PlantAccepted>();
        Assert.True(answer.DryRun);
        Assert.NotEmpty(answer.Changes);
        await NothingHappensAsync(manager, source: null);
    }

    [Fact]
    public async Task A_bad_plant_is_refused_with_its_place_and_changes_nothing()
    {
        var manager = await StartedAsync(PlantState.Empty);

        manager.Tell(new ApplyPlant("api", "a.yaml", "gateways:\n  hall1: {}\n", DryRun: false));

        var refused = await ExpectMsgAsync<PlantRefused>();
        Assert.Equal(PlantRefusal.BadPlant, refused.Kind);
        Assert.StartsWith("a.yaml:2:", refused.Problems[0], StringComparison.Ordinal);
        await NothingHappensAsync(manager, source: null);
    }

    [Fact]
    public async Task The_same_plant_again_changes_nothing()
    {
        var manager = await StartedAsync(new PlantState("a.yaml", OneGateway));
        await _region.ExpectMsgAsync<GatewayCommands.Declare>();

        manager.Tell(new ApplyPlant("api", "a.yaml", OneGateway, DryRun: false));

        Assert.Empty((await ExpectMsgAsync<PlantAccepted>()).Changes);
        await _journal.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task While_the_journal_is_down_a_plant_is_refused_and_the_declared_one_runs_on()
    {
        var manager = await StartedAsync(new PlantState("a.yaml", OneGateway), TimeSpan.FromMilliseconds(200));
        await _region.ExpectMsgAsync<GatewayCommands.Declare>();
        _journal.Send(manager, new JournalMessages.Unavailable("no database"));

        manager.Tell(new ApplyPlant("api", "b.yaml", Simulated, DryRun: false));

        var refused = await ExpectMsgAsync<PlantRefused>();
        Assert.Equal(PlantRefusal.JournalUnavailable, refused.Kind);
        Assert.Contains("no database", refused.Reason, StringComparison.Ordinal);
        await _region.FishForMessageAsync(message => message is GatewayCommands.Declare);
        await NothingHappensAsync(manager, OneGateway, toldNothing: false);
    }

    [Fact]
    public async Task A_plant_that_was_surely_not_written_is_refused_and_can_be_applied_again()
    {
        var manager = await StartedAsync(PlantState.Empty);

        manager.Tell(new ApplyPlant("api", "a.yaml", OneGateway, DryRun: false));
        var first = await _journal.ExpectMsgAsync<JournalMessages.Append<PlantEvents.PlantEvent>>();
        _journal.Reply(new JournalMessages.AppendFailed(first.Number, InDoubt: false, "disk full"));
        Assert.Equal(PlantRefusal.JournalUnavailable, (await ExpectMsgAsync<PlantRefused>()).Kind);

        manager.Tell(new ApplyPlant("api", "a.yaml", OneGateway, DryRun: false));
        var second = await _journal.ExpectMsgAsync<JournalMessages.Append<PlantEvents.PlantEvent>>();
        _journal.Reply(new JournalMessages.Appended(second.Number, 1));
        await ExpectMsgAsync<PlantAccepted>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plant_in_doubt_is_what_the_journal_then_says(bool written)
    {
        var manager = await StartedAsync(PlantState.Empty);

        manager.Tell(new ApplyPlant("api", "a.yaml", OneGateway, DryRun: false));
        var append = await _journal.ExpectMsgAsync<JournalMessages.Append<PlantEvents.PlantEvent>>();
        _journal.Reply(new JournalMessages.AppendFailed(append.Number, InDoubt: true, "timeout"));
        manager.Tell(new ApplyPlant("api", "b.yaml", OneGateway, DryRun: false));
        Assert.Equal(PlantRefusal.Busy, (await ExpectMsgAsync<PlantRefused>()).Kind);
        _journal.Reply(new JournalMessages.Recovered<PlantState>(
            written ? new PlantState("a.yaml", OneGateway) : PlantState.Empty, written ? 1 : 0));

        if (written) await ExpectMsgAsync<PlantAccepted>();
        else Assert.Equal(PlantRefusal.JournalUnavailable, (await ExpectMsgAsync<PlantRefused>()).Kind);
        Assert.Equal(written ? OneGateway : null, _view.Current?.Source);
    }

    /// <summary>One append has the plant and what it renames: whatever a process died at, they belong together.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rename_in_doubt_is_there_with_its_plant_or_not_at_all(bool written)
    {
        var manager = await StartedAsync(new PlantState("a.yaml", OneGateway));

        manager.Tell(new ApplyPlant("api", "a.yaml", Renamed, DryRun: false));
        var append = await _journal.ExpectMsgAsync<JournalMessages.Append<PlantEvents.PlantEvent>>();
        _journal.Reply(new JournalMessages.AppendFailed(append.Number, InDoubt: true, "timeout"));
        var recorded = new PlantState("a.yaml", OneGateway);
        _journal.Reply(new JournalMessages.Recovered<PlantState>(
            written ? recorded.Apply(append.Events[0]) : recorded, written ? 2 : 1));

        if (written) await ExpectMsgAsync<PlantAccepted>();
        else await ExpectMsgAsync<PlantRefused>();
        var device = _view.Current!.Spec.Gateways.Single().Devices.Single();
        Assert.Equal(written ? "hall1/kiln" : "hall1/oven", device.Id.ToString());
        Assert.Equal("hall1/oven", device.JournalName);
    }

    [Fact]
    public async Task A_recorded_rename_is_known_to_the_next_process()
    {
        await StartedAsync(new PlantState(
            "a.yaml", Renamed, [new JournalName("hall1/kiln", "hall1/oven", ["hall1/oven"], ["hall1/oven"])]));

        var told = await _region.FishForMessageAsync<GatewayCommands.Declare>(_ => true);

        Assert.Equal("hall1/oven", told.Spec.Devices.Single().JournalName);
    }

    [Fact]
    public async Task What_is_renamed_is_not_applied_while_the_journal_can_not_be_asked_for_it()
    {
        _hasEntries = _ => throw new JournalStoreException("no database");
        var manager = await StartedAsync(new PlantState("a.yaml", OneGateway));

        manager.Tell(new ApplyPlant("api", "a.yaml", Renamed, DryRun: false));

        var refused = await ExpectMsgAsync<PlantRefused>();
        Assert.Equal(PlantRefusal.JournalUnavailable, refused.Kind);
        Assert.Contains("no database", refused.Reason);
        await NothingHappensAsync(manager, OneGateway, toldNothing: false);
    }

    [Fact]
    public async Task What_is_declared_is_told_again_and_again()
    {
        await StartedAsync(new PlantState("a.yaml", OneGateway), TimeSpan.FromMilliseconds(100));

        for (var i = 0; i < 3; i++) await _region.FishForMessageAsync(message => message is GatewayCommands.Declare);
    }

    [Fact]
    public async Task A_gateway_that_is_removed_is_retired_at_once()
    {
        var manager = await StartedAsync(new PlantState("a.yaml", OneGateway));
        await _region.ExpectMsgAsync<GatewayCommands.Declare>();

        manager.Tell(new ApplyPlant("api", "b.yaml", "gateways: {}\n", DryRun: false));
        var append = await _journal.ExpectMsgAsync<JournalMessages.Append<PlantEvents.PlantEvent>>();
        _journal.Reply(new JournalMessages.Appended(append.Number, 2));

        Assert.Equal("hall1", (await _region.ExpectMsgAsync<GatewayCommands.Retire>()).Gateway.Value);
        await ExpectMsgAsync<PlantAccepted>();
    }

    [Fact]
    public async Task A_gateway_that_runs_undeclared_is_retired()
    {
        await StartedAsync(new PlantState("a.yaml", OneGateway), TimeSpan.FromMilliseconds(100));

        await _region.FishForMessageAsync(message => message is GetShardRegionState);
        _region.Reply(new CurrentShardRegionState(
            ImmutableHashSet.Create(new ShardState("1", ImmutableHashSet.Create("hall1", "gone"))),
            ImmutableHashSet<string>.Empty));

        var retired = await _region.FishForMessageAsync(message => message is GatewayCommands.Retire);
        Assert.Equal("gone", ((GatewayCommands.Retire)retired).Gateway.Value);
    }

    [Fact]
    public async Task A_simulated_gateway_is_told_the_port_of_its_simulator()
    {
        _simulation.Ports[new GatewayId("lab")] = 40_001;
        await StartedAsync(new PlantState("a.yaml", Simulated));

        var told = await _region.ExpectMsgAsync<GatewayCommands.Declare>();

        Assert.Equal((PlantLink.ModbusTcp, 40_001), (told.Spec.Link.Kind, told.Spec.Link.Port));
        Assert.Equal(PlantLink.Simulator, _view.Current!.Spec.Gateways[0].Link.Kind);
    }

    [Fact]
    public async Task Simulators_that_can_not_serve_are_tried_again()
    {
        _simulation.Problem = "no ports";
        _simulation.Ports[new GatewayId("lab")] = 40_001;
        await StartedAsync(new PlantState("a.yaml", Simulated), TimeSpan.FromMilliseconds(100));
        await _region.FishForMessageAsync(message => message is GetShardRegionState);

        _simulation.Problem = null;

        await _region.FishForMessageAsync(message => message is GatewayCommands.Declare);
    }

    [Fact]
    public async Task A_recorded_plant_that_is_not_valid_any_more_is_a_problem_on_show()
    {
        var manager = await StartedAsync(new PlantState("a.yaml", "gateways: 7\n"));

        manager.Tell(new GetPlantOverview());

        var overview = await ExpectMsgAsync<PlantOverview>();
        Assert.Contains("a.yaml:1", overview.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_plant_that_would_be_refused_for_a_unit_today_runs_with_a_warning()
    {
        var plant = OneGateway.Replace("type: int16", "type: int16, unit: celsius", StringComparison.Ordinal);

        await EventFilter.Warning(contains: "a.yaml:4:").ExpectOneAsync(
            async () => await StartedAsync(new PlantState("a.yaml", plant)));

        Assert.Single((await _region.ExpectMsgAsync<GatewayCommands.Declare>()).Spec.Devices);
    }

    [Fact]
    public async Task A_journal_that_stops_is_started_again()
    {
        var manager = await StartedAsync(new PlantState("a.yaml", OneGateway));
        manager.Tell(new GetPlantOverview());
        Assert.True((await ExpectMsgAsync<PlantOverview>()).JournalUp);

        Sys.ActorSelection(manager.Path / "*").Tell(PoisonPill.Instance);

        await AwaitAssertAsync(() => Assert.Equal(2, _journalsMade), TimeSpan.FromSeconds(5));
    }

    private async Task<IActorRef> StartedAsync(PlantState recorded, TimeSpan? reconcilePeriod = null)
    {
        var props = new FakeJournalProps(_journal.Ref, () => _journalsMade++);
        var environment = new ShadowManagerEnvironment(props, _region.Ref, _view, _simulation, TimeProvider.System)
        {
            ReconcilePeriod = reconcilePeriod ?? TimeSpan.FromMinutes(1),
            JournalRestartDelay = TimeSpan.FromMilliseconds(100),
            HasEntries = _hasEntries,
        };
        var manager = Sys.ActorOf(ShadowManagerActor.Props(environment));
        _journal.Send(manager, new JournalMessages.Recovered<PlantState>(recorded, recorded.Source is null ? 0 : 1));
        await AwaitAssertAsync(() => Assert.NotNull(_view.Current));
        return manager;
    }

    private async Task NothingHappensAsync(IActorRef manager, string? source, bool toldNothing = true)
    {
        await _journal.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        if (toldNothing) await _region.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(10));
        manager.Tell(new GetPlant());
        Assert.Equal(source, (await ExpectMsgAsync<PlantText>()).Source);
        Assert.Equal(source, _view.Current?.Source);
    }

    private sealed class FakeJournal : ReceiveActor
    {
        public FakeJournal(IActorRef probe) => ReceiveAny(probe.Forward);
    }

    private sealed class FakeJournalProps(IActorRef probe, Action made) : IJournalProps
    {
        public Props ForDevice(string journal) => throw new NotSupportedException();

        public Props ForGateway(string journal) => throw new NotSupportedException();

        public Props ForPlant()
        {
            made();
            return Props.Create(() => new FakeJournal(probe));
        }
    }

    private sealed class FakeSimulation : ISimulation
    {
        public Dictionary<GatewayId, int> Ports { get; } = [];

        public string? Problem { get; set; }

        public Task<ImmutableDictionary<GatewayId, int>> ServeAsync(PlantSpec plant) => Problem is { } problem
            ? Task.FromException<ImmutableDictionary<GatewayId, int>>(new IOException(problem))
            : Task.FromResult(Ports.ToImmutableDictionary());
    }
}
