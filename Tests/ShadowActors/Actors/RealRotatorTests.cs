using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Campaign.CutPoints;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.Peers.Rotator;
using Understudy.Tests.ShadowActors.Journal;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>A device that takes its time to move, by a text protocol, under a real gateway and journal. Where it is
/// bound for is an output: it is never restored.</summary>
[Collection(AloneCollection.Name)]
public sealed class RealRotatorTests : IAsyncLifetime
{
    private static readonly PointId Position = new("position");
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);

    /// <summary>In which a rotator that moves moves by more than a degree.</summary>
    private static readonly TimeSpan StandsFor = TimeSpan.FromMilliseconds(500);

    private readonly SqliteDatabase _database = new();
    private readonly RotatorProtocol _protocol = new();
    private RotctldServer? _rotator;
    private CutNode? _node;
    private SqlJournalReader? _journal;
    private int _requests;

    private RotctldServer Rotator => _rotator!;

    public async ValueTask InitializeAsync()
    {
        _rotator = await RotctldServer.StartAsync();
        var options = await _database.CreateAsync();
        using var store = await JournalStore.PrepareAsync(options);
        _journal = new SqlJournalReader(options);
        _node = await CutNode.StartAsync(
            options, PlantOf(_rotator.Port), _protocol,
            new JournalProps(JournalLimits.Default, Random.Shared.NextDouble));
        await ServesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null) await _node.DisposeAsync();
        if (_rotator is not null) await _rotator.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task One_that_is_killed_in_mid_move_and_started_anew_stays_where_it_is()
    {
        Assert.Equal(Verdict.Confirmed, Status(await MoveAsync(90, 20)).Verdict);
        await Probe.UntilAsync(async () => (await Rotator.PositionAsync()).Azimuth is > 1 and < 80);

        await Rotator.KillAsync();
        await Probe.UntilAsync(async () => await _node!.StatusAsync() is { Mode: not DeviceMode.Passive });
        var meanwhile = await ReadAsync();
        await Rotator.StartAnewAsync();
        await ServesAsync();

        Assert.NotEqual(Quality.Good, meanwhile.Status.Quality);
        Assert.Equal((0d, 0d), await PositionAfterAWhileAsync());
        Assert.Equal([RotatorDriver.Move(90, 20)], _protocol.Changes);
        Assert.NotEmpty(await JournalAsync("recovery-completed"));
        Assert.Empty(await JournalAsync("transfer-planned"));
        Assert.Equal(RotatorDriver.Position(0, 0), (await ReadAsync()).Value);
    }

    [Fact]
    public async Task A_move_that_was_sent_and_never_answered_is_Indeterminate_and_is_not_sent_again()
    {
        Rotator.Hang();
        var moving = MoveAsync(90, 20);
        await Probe.UntilAsync(() => Task.FromResult(_protocol.Changes.Count == 1));

        await Rotator.KillAsync();
        await Rotator.StartAnewAsync();
        var status = Status(await moving);
        await ServesAsync();

        Assert.Equal(Verdict.Indeterminate, status.Verdict);
        Assert.Equal((0d, 0d), await PositionAfterAWhileAsync());
        Assert.Equal([RotatorDriver.Move(90, 20)], _protocol.Changes);
        Assert.Contains("Indeterminate", Assert.Single(await JournalAsync("request-settled")));
    }

    [Fact]
    public async Task A_move_asked_while_it_is_away_is_refused_and_not_made_later()
    {
        await Rotator.KillAsync();
        await Probe.UntilAsync(async () => await _node!.StatusAsync() is { Mode: not DeviceMode.Passive });

        var refused = Assert.IsType<ShadowReplies.Refused>(await MoveAsync(90, 20));
        await Rotator.StartAnewAsync();
        await ServesAsync();

        Assert.Equal(RefusalKind.Busy, refused.Kind);
        Assert.Equal((0d, 0d), await PositionAfterAWhileAsync());
        Assert.Empty(_protocol.Changes);
    }

    [Fact]
    public async Task What_it_says_no_to_is_Rejected_and_no_failure()
    {
        var status = Status(await MoveAsync(999, 20));

        Assert.Equal(Verdict.Rejected, status.Verdict);
        Assert.Equal("the rotator says RPRT -1", status.Reason);
        Assert.Empty(await JournalAsync("driver-failed"));
    }

    [Fact]
    public async Task Stop_goes_through_anothers_lock_and_it_stands()
    {
        Assert.Equal(Verdict.Confirmed, Status(await MoveAsync(90, 20)).Verdict);
        Assert.IsType<ShadowReplies.Decided>(await AskAsync(new ShadowCommands.TakeLock(
            CutPlant.Device, NewRequest(), "ann", "proof", 600_000, Patient)));
        await Probe.UntilAsync(async () => (await Rotator.PositionAsync()).Azimuth > 1);

        var refused = Assert.IsType<ShadowReplies.Refused>(await MoveAsync(0, 0));
        var stop = new InvokeOperation(new CommandId("stop"), ImmutableSortedDictionary<string, PointValue>.Empty);
        var stopped = Status(await MutateAsync(stop));

        Assert.Equal(RefusalKind.Locked, refused.Kind);
        Assert.Equal(Verdict.Confirmed, stopped.Verdict);
        var stands = await Rotator.PositionAsync();
        Assert.InRange(stands.Azimuth, 1, 80);
        Assert.Equal(stands, await PositionAfterAWhileAsync());
        Assert.Equal([RotatorDriver.Move(90, 20), RotatorDriver.Stop], _protocol.Changes);
    }

    // No scans: a read that hangs would keep the one place on the link from the move.
    private static GatewaySpec PlantOf(int port)
    {
        var position = TestPlant.Structure(
            Position.Value,
            TestPlant.Field("azimuth", "holding/0", PointType.Float32),
            TestPlant.Field("elevation", "holding/2", PointType.Float32)) with
        {
            Role = PointRole.Output,
        };
        var stop = TestPlant.Command("stop", "coil/0", PointType.Bool, PointValue.Of(true)) with
        {
            Idempotent = true,
            Safe = true,
        };
        var link = TestPlant.Link(port, TimeSpan.FromSeconds(10)) with
        {
            Kind = RotatorProtocol.Kind,
            RequestsInFlightMax = 1,
        };
        return TestPlant.Of(TestPlant.Device(CutPlant.Device.Name, 0, [position], [stop])) with { Link = link };
    }

    private async Task<(double Azimuth, double Elevation)> PositionAfterAWhileAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await Probe.UntilAsync(() => Task.FromResult(Stopwatch.GetElapsedTime(began) > StandsFor));
        return await Rotator.PositionAsync();
    }

    private static ShadowReplies.RequestStatus Status(object answer) =>
        Assert.IsType<ShadowReplies.RequestStatus>(answer);

    private async Task ServesAsync()
    {
        await Probe.UntilAsync(async () => await _node!.StatusAsync() is { Mode: DeviceMode.Passive, JournalUp: true });
        await Probe.UntilAsync(async () => await ReadAsync() is { ServedBy: ServedBy.Driver, Status.IsGood: true });
    }

    private async Task<ServedReading> ReadAsync()
    {
        var read = new ShadowCommands.ReadPoints(
            CutPlant.Device, NewRequest(), "operator", [Position], TimeSpan.FromSeconds(5));
        return Assert.Single(Assert.IsType<ShadowReplies.PointsRead>(await AskAsync(read)).Readings);
    }

    private Task<object> MoveAsync(double azimuth, double elevation) =>
        MutateAsync(new WriteOperation(Position, RotatorDriver.Position(azimuth, elevation)));

    private Task<object> MutateAsync(Operation operation) => AskAsync(new ShadowCommands.Mutate(
        CutPlant.Device, NewRequest(), false, "operator", operation, TimeSpan.FromSeconds(10)));

    private Task<object> AskAsync(object message) => _node!.Gateway.Ask(message, Patient);

    private async Task<IReadOnlyList<string>> JournalAsync(string kind) =>
    [
        .. (await _journal!.ReadAsync(new JournalQuery(JournalStreams.IdOf(CutPlant.Device), Kind: kind)))
            .Select(entry => entry.Json),
    ];

    private RequestId NewRequest() => new($"r{Interlocked.Increment(ref _requests)}");
}
