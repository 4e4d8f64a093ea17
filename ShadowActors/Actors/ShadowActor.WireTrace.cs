using Akka.Actor;
using Understudy.DriverActors.Wire;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>Looking at the device's frames, for a time.</summary>
public sealed partial class ShadowActor
{
    private static readonly object WireTraceOver = new();

    private DateTimeOffset? _tracedUntil;

    private bool OfWireTrace(object message)
    {
        switch (message)
        {
            case WireTraceMessages.SwitchWireTrace order: Switch(TimeSpan.FromMilliseconds(order.ForMs)); break;
            case WireTraceMessages.GetWireTrace query: Sender.Tell(Kept(query.After)); break;
            default:
                if (message != WireTraceOver) return false;
                StopWireTrace();
                break;
        }

        return true;
    }

    private void Switch(TimeSpan time)
    {
        if (time <= TimeSpan.Zero)
        {
            StopWireTrace();
        }
        else if (_settings.Wire is { } wire)
        {
            wire.Start(_settings.Device.Unit);
            _tracedUntil = _clock.Now.Wall + time;
            Timers.StartSingleTimer(WireTraceOver, WireTraceOver, time);
        }

        Sender.Tell(Kept(after: long.MaxValue));
    }

    private void StopWireTrace()
    {
        Timers.Cancel(WireTraceOver);
        _settings.Wire?.Stop(_settings.Device.Unit);
        _tracedUntil = null;
    }

    private WireTraceMessages.WireTraceKept Kept(long after)
    {
        var trace = _settings.Wire?.Find(_settings.Device.Unit);
        return new WireTraceMessages.WireTraceKept(
            _settings.Device.Id, _tracedUntil, trace?.Dropped ?? 0, [.. trace?.After(after).Select(Told) ?? []]);
    }

    private TracedFrame Told(WireFrame frame)
    {
        var payload = frame.Bytes.Span[frame.PayloadAt..];
        var words = _settings.Wire?.Words;
        return new TracedFrame(
            frame.Number,
            frame.Time,
            frame.IsSent,
            frame.Unit,
            Convert.ToHexString(frame.Bytes.Span),
            (frame.IsSent ? words?.OfRequest(payload).Words : words?.OfAnswer(payload)) ?? "");
    }
}
