using System.Text;
using Akka.Actor;
using Akka.Hosting;
using Understudy.Hardware.Time;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Api.Events;

/// <summary>Clients that are told what changes, each by an answer without an end. One that lost it comes back with the
/// id of the last event it got, and is told what came after, or that this is not known any more. Bounded; they are let
/// go when the node stops.</summary>
public sealed class EventStreams
{
    /// <summary>As the HTML standard has it (9.2.4).</summary>
    public const string LastIdHeader = "Last-Event-ID";

    /// <summary>A subscription that has nothing to tell says so sooner.</summary>
    private static readonly TimeSpan BatchTimeMax = 2 * SubscriptionActor.SilenceMax;

    private readonly ActorSystem _system;
    private readonly IRequiredActor<GatewayRegion> _region;
    private readonly PlantView _plant;
    private readonly IHostApplicationLifetime _node;
    private readonly string _run = NewName();
    private readonly KeptStreams _kept;
    private int _clients;

    /// <param name="time">For how long streams are kept.</param>
    public EventStreams(
        ActorSystem system,
        IRequiredActor<GatewayRegion> region,
        PlantView plant,
        IHostApplicationLifetime node,
        TimeProvider time)
    {
        (_system, _region, _plant, _node) = (system, region, plant, node);
        _kept = new KeptStreams(time, stream => _system.Stop(stream.Subscription));
    }

    public async Task<IResult> StreamAsync(EventSelection selection, TimeSpan period, HttpContext http)
    {
        try
        {
            if (Interlocked.Increment(ref _clients) > ApiLimits.EventSubscribersMax)
            {
                return ProblemKind.TooBusy.Result(
                    $"{ApiLimits.EventSubscribersMax} clients are told of events already.", TimeSpan.FromSeconds(5));
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(
                http.RequestAborted, _node.ApplicationStopping);
            using var client = new EventClient(stop.Token);
            var (stream, after, lost) = await ResumeAsync(http.Request, client);
            if (stream is null) _kept.Add(stream = Begin(selection, period, http.Request), client);
            var isOver = false;
            try
            {
                await TellAsync(stream, after, lost, http.Response, client.Stop);
                isOver = true;
            }
            finally
            {
                if (isOver || _node.ApplicationStopping.IsCancellationRequested) _kept.End(stream, client);
                else _kept.Keep(stream, client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or AskTimeoutException)
        {
            // The client has gone or the node stops; or the actors do, and the client connects again.
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }

        return Results.Empty;
    }

    private static string NewName() => Guid.NewGuid().ToString("N")[..12];

    private EventStream Begin(EventSelection selection, TimeSpan period, HttpRequest request) => new(
        NewName(),
        request.QueryString.Value ?? "",
        _system.ActorOf(SubscriptionActor.Props(
            selection, period, _region.ActorRef, _plant, BootTimeProvider.Instance)));

    /// <summary>The stream that the client had, and the number of the last event that it got; else why it can't go on
    /// there, or nothing of it all if it is a new client.</summary>
    private async Task<(EventStream? Stream, long After, string? Lost)> ResumeAsync(
        HttpRequest request, EventClient client)
    {
        var text = request.Headers[LastIdHeader].ToString();
        if (text.Length == 0) return default;
        if (!EventId.TryParse(text, out var id)) return (null, 0, "the id is none of this node's");
        if (id.Value.Run != _run) return (null, 0, "the node has started anew since that event, or it is another one");
        if (!_kept.TryTake(id.Value.Stream, request.QueryString.Value ?? "", client, out var stream, out var before))
            return (null, 0, "that stream is not kept any more, or something else was asked for");
        try
        {
            if (await HandOverAsync(stream, id.Value.Number, before, client.Stop))
                return (stream, id.Value.Number, null);
        }
        catch (OperationCanceledException)
        {
            _kept.Keep(stream, client);
            throw;
        }

        _kept.End(stream, client);
        return (null, 0, "what came after that event is not kept any more");
    }

    // Two that ask at once would take each other's events.
    private static async Task<bool> HandOverAsync(
        EventStream stream, long after, EventClient? before, CancellationToken stop)
    {
        before?.Oust();
        try
        {
            if (before is not null) await before.Gone.WaitAsync(ApiLimits.EventHandoverTime, stop);
            return (await stream.Subscription.Ask<SubscriptionMessages.Resumed>(
                new SubscriptionMessages.Resume(after), ApiLimits.EventHandoverTime, stop)).HasAll;
        }
        catch (Exception error) when (error is TimeoutException or AskTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Asks for more only when the client has taken what there was: what a slow one does not take is never
    /// gathered here.</summary>
    private async Task TellAsync(
        EventStream stream, long after, string? lost, HttpResponse response, CancellationToken stop)
    {
        response.ContentType = EventText.ContentType;
        response.Headers.CacheControl = "no-store";
        var first = new StringBuilder(EventText.Retry);
        if (lost is not null) EventText.Add(first, new EventId(_run, stream.Id, 0), new ResyncEventBody(lost));
        await response.WriteAsync(first.ToString(), stop);
        await response.Body.FlushAsync(stop);
        while (true)
        {
            var batch = await stream.Subscription.Ask<SubscriptionMessages.Batch>(
                new SubscriptionMessages.Pull(after), BatchTimeMax, stop);
            var text = new StringBuilder();
            foreach (var each in batch.Events) EventText.Add(text, new EventId(_run, stream.Id, ++after), each);
            if (batch.Events.Count == 0) text.Append(EventText.Comment);
            await response.WriteAsync(text.ToString(), stop);
            await response.Body.FlushAsync(stop);
            if (batch.End is not null) return;
        }
    }
}
