using System.Text;
using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;

namespace Understudy.Tests.Campaign;

/// <summary>What the journal says in the end, read beside the node and folded by hand.</summary>
internal sealed class JournalEvidence
{
    private readonly Dictionary<DeviceId, ShadowState> _states = [];
    private readonly Dictionary<(DeviceId Device, string Key), int> _dispatches = [];
    private readonly Dictionary<(DeviceId Device, string Point, long Value), int> _planned = [];

    private JournalEvidence()
    {
    }

    public int Events { get; private set; }

    /// <summary>Restores are what a recovery writes again; how many there were.</summary>
    public int Planned => _planned.Values.Sum();

    public static async Task<JournalEvidence> ReadAsync(JournalStoreOptions options, IEnumerable<DeviceId> devices)
    {
        var evidence = new JournalEvidence();
        var reader = new SqlJournalReader(options);
        using var system = ActorSystem.Create("evidence", "akka { loglevel = OFF, stdout-loglevel = OFF }");
        var serializer = new UnderstudySerializer((ExtendedActorSystem)system);
        foreach (var device in devices)
        {
            evidence._states[device] = ShadowState.Empty;
            await foreach (var happened in EventsAsync(reader, serializer, device)) evidence.Take(device, happened);
        }

        return evidence;
    }

    public static JournalEvidence Of(DeviceId device, IEnumerable<ShadowEvents.ShadowEvent> events)
    {
        var evidence = new JournalEvidence();
        evidence._states[device] = ShadowState.Empty;
        foreach (var happened in events) evidence.Take(device, happened);
        return evidence;
    }

    public ShadowState State(DeviceId device) => _states[device];

    public RequestRecord? Request(Story story) => State(story.Target.Device).Requests.GetValueOrDefault(story.Key);

    public int Dispatches(Story story) => Dispatches(story.Target.Device, story.Key);

    public int Dispatches(DeviceId device, string key) => _dispatches.GetValueOrDefault((device, key));

    /// <summary>How often this value was planned to be restored.</summary>
    public int Restores(Story story) => Restores(story.Target.Device, story.Target.Name, story.Number);

    public int Restores(DeviceId device, string point, long value) =>
        _planned.GetValueOrDefault((device, point, value));

    private static async IAsyncEnumerable<ShadowEvents.ShadowEvent> EventsAsync(
        IJournalReader reader, UnderstudySerializer serializer, DeviceId device)
    {
        long last = 0;
        while (true)
        {
            var entries = await reader.ReadAsync(new JournalQuery(
                JournalStreams.IdOf(device), AfterSequence: last, Limit: JournalQuery.LimitMax));
            if (entries.Count == 0) yield break;
            foreach (var entry in entries)
            {
                Assert.Equal(last + 1, entry.Sequence);
                last = entry.Sequence;
                yield return (ShadowEvents.ShadowEvent)serializer.FromBinary(
                    Encoding.UTF8.GetBytes(entry.Json), entry.Manifest);
            }
        }
    }

    private void Take(DeviceId device, ShadowEvents.ShadowEvent happened)
    {
        Events++;
        _states[device] = _states[device].Apply(happened);
        if (happened is ShadowEvents.RequestDispatched sent)
            _dispatches[(device, sent.Request.Value)] = _dispatches.GetValueOrDefault((device, sent.Request.Value)) + 1;
        if (happened is not ShadowEvents.TransferPlanned planned) return;
        foreach (var setting in planned.Settings)
        {
            var key = (device, setting.Point.Value, setting.Value.AsInteger);
            _planned[key] = _planned.GetValueOrDefault(key) + 1;
        }
    }
}
