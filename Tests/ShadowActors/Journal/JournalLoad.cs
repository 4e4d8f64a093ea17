using System.Collections.Concurrent;
using System.Globalization;
using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>Owners that append as fast as their journal answers.</summary>
internal sealed class JournalLoad
{
    private readonly ConcurrentBag<TimeSpan> _took = [];

    public ConcurrentBag<string> Failures { get; } = [];

    public ConcurrentDictionary<string, long> AppendedByStream { get; } = new();

    public TimeSpan Slowest => _took.Max();

    public Task Start(JournalNode node, int devices, TimeSpan duration) => Task.WhenAll(
        Enumerable.Range(0, devices).Select(number =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var device = DeviceId.Parse($"hall/oven-{number}");
            node.System.ActorOf(Props.Create(() => new Owner(this, device, duration, done)));
            return done.Task;
        }));

    public string Report(int seconds)
    {
        var sorted = _took.Order().ToArray();
        string Ms(double share) => sorted[(int)((sorted.Length - 1) * share)].TotalMilliseconds
            .ToString("0.00", CultureInfo.InvariantCulture);
        return $"{AppendedByStream.Count} devices: {sorted.Length / seconds} appends/s; "
            + $"p50 {Ms(0.5)} ms, p99 {Ms(0.99)} ms, max {Ms(1)} ms";
    }

    private sealed class Owner : ReceiveActor
    {
        private long _sent;
        private long _sentAt;

        public Owner(JournalLoad load, DeviceId device, TimeSpan duration, TaskCompletionSource done)
        {
            var journal = Context.ActorOf(
                new JournalProps(JournalLimits.Default, () => 0).ForDevice(device.ToString()));
            long started = 0;
            Receive<Recovered<ShadowState>>(_ =>
            {
                started = TimeProvider.System.GetTimestamp();
                Send(journal);
            });
            Receive<Appended>(appended =>
            {
                load._took.Add(TimeProvider.System.GetElapsedTime(_sentAt));
                load.AppendedByStream[JournalStreams.IdOf(device)] = appended.Sequence;
                if (TimeProvider.System.GetElapsedTime(started) < duration) Send(journal);
                else done.TrySetResult();
            });
            ReceiveAny(other =>
            {
                load.Failures.Add($"{device}: {other}");
                done.TrySetResult();
            });
        }

        private void Send(IActorRef journal)
        {
            _sentAt = TimeProvider.System.GetTimestamp();
            journal.Tell(new Append<ShadowEvents.ShadowEvent>(++_sent, [JournalOwner.Dispatched(_sent % 8)]));
        }
    }
}
