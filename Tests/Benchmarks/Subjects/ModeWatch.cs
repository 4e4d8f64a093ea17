using System.Diagnostics;
using System.Threading.Channels;
using Akka.Actor;
using Akka.Event;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.Benchmarks.Subjects;

/// <summary>Hears from the log when a shadow comes into the mode Passive: asking it all the time would slow it down.
/// </summary>
internal sealed class ModeWatch : UntypedActor
{
    private static readonly string Passive = $"-> {DeviceMode.Passive},";

    private readonly ChannelWriter<long> _timestamps;

    public ModeWatch(ChannelWriter<long> timestamps)
    {
        _timestamps = timestamps;
        Context.System.EventStream.Subscribe(Self, typeof(Info));
    }

    protected override void OnReceive(object message)
    {
        var at = Stopwatch.GetTimestamp();
        if (message is Info info && info.Message.ToString()!.Contains(Passive, StringComparison.Ordinal))
            _timestamps.TryWrite(at);
    }
}
