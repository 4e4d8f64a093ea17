using System.Diagnostics;
using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.Hardware.Simulation;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;

namespace Understudy.Tests.Campaign.CutPoints;

/// <summary>Plays cells one after the other on one device.</summary>
internal sealed class CutRig : IAsyncDisposable
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ClientTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseTime = ShadowLimits.SendWindow + TimeSpan.FromMilliseconds(300);

    private readonly JournalStoreOptions _options;
    private readonly JournalStore _store;
    private readonly ModbusSimulator _simulator;
    private readonly CrashingProtocol _protocol = new();
    private readonly JournalGate _gate = new(new JournalProps(JournalLimits.Default, Random.Shared.NextDouble));
    private readonly List<CutStory> _stories = [];
    private CutNode _node = null!;
    private long _nodes;

    private CutRig(JournalStoreOptions options, JournalStore store, ModbusSimulator simulator) =>
        (_options, _store, _simulator) = (options, store, simulator);

    public static async Task<CutRig> StartAsync(JournalStoreOptions options)
    {
        var simulator = new ModbusSimulator(CutPlant.Of(0));
        simulator.Start();
        var rig = new CutRig(options, await JournalStore.PrepareAsync(options), simulator);
        await rig.StartNodeAsync();
        return rig;
    }

    public async Task PlayAsync(CutKind kind, CutPlace place, Cut cut)
    {
        var value = _stories.Count + 1L;
        var request = RequestOf(value);
        if (kind == CutKind.Restored) Assert.Equal(Verdict.Confirmed, VerdictOf(await AskAsync(kind, value)));
        if (kind == CutKind.Queued) await LoseLinkAsync();
        var (before, since) = (Held(kind), await _node.StatusAsync());
        var reached = ReachAsync(kind, place, value);
        var told = await BeginAsync(kind, value);
        await reached.WaitAsync(Patient);
        await CutAsync(cut, since!, waits: kind is not (CutKind.Restored or CutKind.Queued));
        _gate.Open();
        _protocol.Watch = null;
        _simulator.Clear(CutPlant.Unit);
        await _node.ServesAsync();
        var answer = told is null || (cut == Cut.NodeLoss && !told.IsCompleted) ? null : await told;
        await SettledAsync(request);
        await _node.ServesAsync();
        _stories.Add(new CutStory(
            kind, place, cut, value, VerdictOf(answer), await RecordedAsync(request), Executions(kind, value), before,
            Held(kind), (await _node.StatusAsync())!.Held.Length));
    }

    /// <summary>Empty: device, client and journal agree in all cells.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync()
    {
        var journal = await JournalEvidence.ReadAsync(_options, [CutPlant.Device]);
        return
        [
            .. from story in _stories
               let authorised = journal.Dispatches(CutPlant.Device, RequestOf(story.Value).Value)
                   + journal.Restores(CutPlant.Device, CutPlant.NameOf(story.Kind), story.Value)
               from problem in story.Problems(authorised)
               select $"{problem}: {story}",
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _simulator.DisposeAsync();
        _store.Dispose();
    }

    private static RequestId RequestOf(long value) => new($"cell-{value}");

    private static Verdict? VerdictOf(object? answer) => answer switch
    {
        ShadowReplies.RequestStatus status => status.Verdict,
        ShadowReplies.Refused => Verdict.NotExecuted,
        _ => null,
    };

    private async Task StartNodeAsync()
    {
        _node = await CutNode.StartAsync(_options, CutPlant.Of(_simulator.Port), _protocol, _gate);
        await _node.ServesAsync();
        await MayMutateAsync();
    }

    /// <summary>A successor lets the predecessor's send window pass; a setting waits for that.</summary>
    private async Task MayMutateAsync() => Assert.Equal(Verdict.Confirmed, VerdictOf(await _node.Gateway.Ask(
        new ShadowCommands.Mutate(
            CutPlant.Device, new RequestId($"node-{++_nodes}"), true, "operator",
            new WriteOperation(CutPlant.Marker, PointValue.Of(_nodes)), ClientTime),
        Patient)));

    /// <summary>Ends when the cell has come to where it is cut.</summary>
    private Task ReachAsync(CutKind kind, CutPlace place, long value)
    {
        var isAhead = IsAhead(kind, value);
        var isOutcome = IsOutcome(kind, value);
        return place switch
        {
            CutPlace.BeforeAppend => _gate.HoldAsync(isWritten: false, isAhead),
            CutPlace.AfterAppend => _gate.HoldAsync(isWritten: true, isAhead),
            CutPlace.BeforeOutcome => _gate.HoldAsync(isWritten: false, isOutcome),
            CutPlace.AfterOutcome => _gate.HoldAsync(isWritten: true, isOutcome),
            CutPlace.LostOnTheWay => SilentAsync(kind, executes: false),
            _ => Task.WhenAll(
                SilentAsync(kind, executes: true),
                Probe.UntilAsync(() => Task.FromResult(
                    Executions(kind, value) > (kind == CutKind.Restored ? 1 : 0)))),
        };
    }

    /// <summary>The device is silent from when the driver begins with it.</summary>
    private Task SilentAsync(CutKind kind, bool executes)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _protocol.Watch = (
            CutPlant.NameOf(kind),
            () =>
            {
                _simulator.Set(CutPlant.Unit, new SimulatorFault.Silence(executes));
                begun.TrySetResult();
            },
            () => _simulator.Clear(CutPlant.Unit));
        return begun.Task;
    }

    private static Func<ShadowEvents.ShadowEvent, bool> IsAhead(CutKind kind, long value) => happened => happened switch
    {
        ShadowEvents.RequestDispatched sent => sent.Request == RequestOf(value) && kind != CutKind.Restored,
        ShadowEvents.TransferPlanned planned => kind == CutKind.Restored
            && planned.Settings.Any(setting => setting.Value == PointValue.Of(value)),
        _ => false,
    };

    private static Func<ShadowEvents.ShadowEvent, bool> IsOutcome(CutKind kind, long value) =>
        happened => happened switch
        {
            ShadowEvents.RequestSettled settled => settled.Request == RequestOf(value) && kind != CutKind.Restored,
            ShadowEvents.SettingsTransferred done => kind == CutKind.Restored
                && done.Settings.Any(setting => setting.Point.Value == CutPlant.NameOf(kind)),
            _ => false,
        };

    /// <summary>The client's answer, once there; null: nobody asked.</summary>
    private async Task<Task<object>?> BeginAsync(CutKind kind, long value)
    {
        switch (kind)
        {
            case CutKind.Restored:
                await _simulator.PowerCycleAsync();
                return null;
            case CutKind.Queued:
                Assert.Equal(Verdict.Accepted, VerdictOf(await AskAsync(kind, value)));
                _simulator.AcceptConnections();
                return null;
            default: return AskAsync(kind, value);
        }
    }

    private Task<object> AskAsync(CutKind kind, long value) => _node.Gateway.Ask(
        new ShadowCommands.Mutate(
            CutPlant.Device, RequestOf(value), true, "operator", CutPlant.Operation(kind, value), ClientTime),
        Patient);

    private async Task CutAsync(Cut cut, ShadowReplies.DeviceStatus before, bool waits)
    {
        switch (cut)
        {
            case Cut.DriverCrash: _protocol.Crash(); break;
            case Cut.LinkLoss: await _simulator.DropConnectionsAsync(); break;
            case Cut.Pause: await Task.Delay(PauseTime); return;
            case Cut.NodeLoss:
                _gate.Forget();
                _protocol.Watch = null;
                await _node.DisposeAsync();
                _simulator.Clear(CutPlant.Unit);
                await StartNodeAsync();
                return;
        }

        if (waits) await Probe.UntilAsync(async () => await _node.StatusAsync() is { } now
            && (now.Mode != DeviceMode.Passive || now.Since != before.Since));
    }

    private async Task LoseLinkAsync()
    {
        await _simulator.RefuseConnectionsAsync();
        await _simulator.DropConnectionsAsync();
        await Probe.UntilAsync(async () => await _node.StatusAsync() is { Mode: DeviceMode.Active });
    }

    private async Task<Verdict?> RecordedAsync(RequestId request) =>
        await _node.Gateway.Ask(new ShadowQueries.GetRequest(CutPlant.Device, request), Patient)
            is ShadowReplies.RequestStatus status
            ? status.Verdict
            : null;

    /// <summary>What stays open is told as what it is in the end.</summary>
    private async Task SettledAsync(RequestId request)
    {
        for (var began = Stopwatch.GetTimestamp();
            await RecordedAsync(request) is Verdict.Sent or Verdict.Accepted
            && Stopwatch.GetElapsedTime(began) < ClientTime + ClientTime;
            await Task.Delay(TimeSpan.FromMilliseconds(5)))
        {
        }
    }

    private int Executions(CutKind kind, long value) => _simulator.Executions.Entries.Count(execution =>
        execution.Address == CutPlant.AddressOf(kind).Offset && execution.Values.Contains((ushort)value));

    private long Held(CutKind kind) => CutPlant.IsSetting(kind)
        ? _simulator.Value(CutPlant.Device, new PointId(CutPlant.NameOf(kind))).AsInteger
        : 0;
}
