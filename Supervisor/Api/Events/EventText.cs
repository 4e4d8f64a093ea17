using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.Api.Events;

/// <summary>Events as they stand on the wire: text/event-stream, as the HTML standard has it (9.2.6).</summary>
public static class EventText
{
    public const string ContentType = "text/event-stream";

    /// <summary>Something that no client makes an event of.</summary>
    public const string Comment = ": \n\n";

    /// <summary>How long a client shall wait before it connects again, in milliseconds.</summary>
    public const string Retry = "retry: 1000\n\n";

    /// <param name="id">A client that comes back with it is told what came after.</param>
    public static void Add(StringBuilder text, EventId id, EventBody body) =>
        text.Append("id: ").Append(id)
            .Append("\nevent: ").Append(NameOf(body))
            // JSON has no line ends.
            .Append("\ndata: ").Append(JsonOf(body)).Append("\n\n");

    private static string NameOf(EventBody body) => body switch
    {
        PointEventBody => "point",
        ModeEventBody => "mode",
        RemovedEventBody => "removed",
        AlarmEventBody => "alarm",
        ResyncEventBody => "resync",
        _ => throw new UnreachableException($"No name for {body.GetType().Name}."),
    };

    private static string JsonOf(EventBody body) => body switch
    {
        PointEventBody point => JsonSerializer.Serialize(point, ApiJson.Web.PointEventBody),
        ModeEventBody mode => JsonSerializer.Serialize(mode, ApiJson.Web.ModeEventBody),
        AlarmEventBody alarm => JsonSerializer.Serialize(alarm, ApiJson.Web.AlarmEventBody),
        RemovedEventBody removed => JsonSerializer.Serialize(removed, ApiJson.Web.RemovedEventBody),
        ResyncEventBody resync => JsonSerializer.Serialize(resync, ApiJson.Web.ResyncEventBody),
        _ => throw new UnreachableException($"No JSON for {body.GetType().Name}."),
    };
}
