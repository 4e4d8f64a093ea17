using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api;
using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Alarms.Webhook;

/// <summary>
/// Sends what happens to this node's alarms to the webhook: one notice at a time, so that they come in their order,
/// each until it is taken or was tried often enough. What is dropped is counted, and becomes an alarm of its gateway.
/// </summary>
public sealed class WebhookActor : UntypedActor, IWithTimers
{
    public const string Name = "alarm-webhook";

    private readonly WebhookOptions _options;
    private readonly AlarmNotices _counts;
    private readonly IActorRef _gateways;
    private readonly WebhookSender _sender;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();
    private readonly LinkedList<WebhookNotice> _waiting = new();
    private readonly Dictionary<GatewayId, (long Count, string Reason)> _lost = [];
    private WebhookNotice? _underWay;
    private bool _isRefused;
    private bool _isPausing;

    public WebhookActor(WebhookOptions options, AlarmNotices counts, IActorRef gateways)
    {
        (_options, _counts, _gateways) = (options, counts, gateways);
        _sender = new WebhookSender(options, TimeProvider.System);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="gateways">Takes messages for gateways.</param>
    public static Props Props(WebhookOptions options, AlarmNotices counts, IActorRef gateways) =>
        Akka.Actor.Props.Create(() => new WebhookActor(options, counts, gateways));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(AlarmTold));
        Timers.StartPeriodicTimer(Tick.TellLost, Tick.TellLost, _options.LostPeriod);
        _log.Info("notices of alarms go to {0}", _options.Shown);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _stop.Cancel();
        _sender.Dispose();
        _stop.Dispose();
        _counts.Waiting = 0;
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AlarmTold told: Take(told); break;
            case Sent sent: Done(sent.Answer); break;
            case Tick.TryAgain: _isPausing = false; break;
            case Tick.TellLost: TellLost(); break;
            default: Unhandled(message); return;
        }

        Send();
        _counts.Waiting = _waiting.Count + (_underWay is null ? 0 : 1);
    }

    /// <summary>Nobody wants to be told of an alarm that is shelved, but that it was, or of one that is out of service.
    /// That notices are lost is told in other ways, or it would go on for ever.</summary>
    private void Take(AlarmTold told)
    {
        if (told.Alarm.IsOutOfService) return;
        if (told.Alarm.IsShelved && told.Act != AlarmAct.Shelved) return;
        if (told.Alarm.Device is null && told.Alarm.Id.EndsWith(
            $":{AlarmConditions.NoticesLost.Name}", StringComparison.Ordinal)) return;
        var body = new AlarmNoticeBody(
            told.Delivery, told.Act, told.At, _options.Node, told.IsStanding, AlarmBody.Of(told.Alarm));
        _waiting.AddLast(new WebhookNotice(
            told.Delivery, told.Alarm.Gateway,
            JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Web.AlarmNoticeBody)));
        if (_waiting.Count <= _options.WaitingMax) return;
        Drop(_waiting.First!.Value, $"more than {_options.WaitingMax} waited");
        _waiting.RemoveFirst();
    }

    private void Send()
    {
        if (_underWay is not null || _isPausing || _waiting.First is not { } first) return;
        _waiting.RemoveFirst();
        _underWay = first.Value with { Attempts = first.Value.Attempts + 1 };
        _sender.SendAsync(_underWay, _stop.Token).PipeTo(
            Self,
            success: answer => new Sent(answer),
            failure: error => new Sent(new WebhookAnswer(error.GetType().Name)));
    }

    private void Done(WebhookAnswer answer)
    {
        if (_underWay is not { } notice) return;
        _underWay = null;
        if (answer.Reason is not { } reason)
        {
            _counts.CountDelivered();
            if (_isRefused) _log.Info("{0} takes notices of alarms again", _options.Shown);
            _isRefused = false;
            return;
        }

        _counts.CountFailed();
        if (!_isRefused) _log.Warning("{0} does not take notices of alarms: {1}", _options.Shown, reason);
        _isRefused = true;
        if (answer.IsFinal || notice.Attempts >= _options.AttemptsMax) Drop(notice, reason);
        else _waiting.AddFirst(notice);
        _isPausing = true;
        Timers.StartSingleTimer(Tick.TryAgain, Tick.TryAgain, Wait(notice.Attempts, answer));
    }

    /// <summary>As long as the receiver wants, within bounds; not long for a notice that was dropped at once.</summary>
    private TimeSpan Wait(int attempts, WebhookAnswer answer)
    {
        var wait = Backoff(answer.IsFinal ? 1 : attempts);
        if (answer.RetryAfter is not { } wanted || wanted <= wait) return wait;
        return wanted < _options.BackoffMax ? wanted : _options.BackoffMax;
    }

    private TimeSpan Backoff(int attempts)
    {
        var wait = _options.BackoffMin * Math.Pow(2, Math.Min(attempts - 1, 30));
        if (wait > _options.BackoffMax) wait = _options.BackoffMax;
        // Nodes that lost the same receiver come back one after the other.
        return wait * (0.75 + (0.5 * Random.Shared.NextDouble()));
    }

    private void Drop(WebhookNotice notice, string reason)
    {
        _counts.CountDropped();
        var lost = _lost.GetValueOrDefault(notice.Gateway);
        _lost[notice.Gateway] = (lost.Count + 1, reason);
    }

    private void TellLost()
    {
        foreach (var (gateway, (count, reason)) in _lost)
            _gateways.Tell(new GatewayCommands.NoticesLost(gateway, count, reason));
        _lost.Clear();
    }

    private sealed record Sent(WebhookAnswer Answer);

    private enum Tick : byte
    {
        TryAgain,
        TellLost,
    }
}
