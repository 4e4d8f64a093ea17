using System.Diagnostics;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Metrics;

/// <summary>The place of a request among a device's counters: one number for each operation, who served it, and what
/// came of it. To count one is an addition; the names are looked up when somebody reads the counters.</summary>
internal static class RequestSeries
{
    private static readonly string[] KindNames = Names<RequestKind>();
    private static readonly string[] ServedByNames = Names<ServedBy>();
    private static readonly string[] OutcomeNames = Names<RequestOutcome>();

    public static int Count => KindNames.Length * ServedByNames.Length * OutcomeNames.Length;

    /// <summary>A label's value for each value of an enumeration: <c>not_executed</c>.</summary>
    public static string[] Names<T>()
        where T : struct, Enum =>
        [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    public static RequestKind KindOf(ShadowCommands.IShadowCommand command) => command switch
    {
        ShadowCommands.ReadPoints => RequestKind.Read,
        ShadowCommands.Mutate { Operation: WriteOperation } => RequestKind.Write,
        ShadowCommands.Mutate => RequestKind.Invoke,
        ShadowCommands.RestartDriver => RequestKind.Restart,
        ShadowCommands.InjectFault => RequestKind.Fault,
        ShadowCommands.SetState => RequestKind.State,
        ShadowCommands.TakeLock or ShadowCommands.ReleaseLock => RequestKind.Lock,
        ShadowCommands.LiftQuarantine => RequestKind.Lift,
        ShadowCommands.AdoptSetting => RequestKind.Adopt,
        ShadowCommands.ChangeAlarm => RequestKind.Alarm,
        _ => RequestKind.Other,
    };

    public static int Of(RequestKind kind, ShadowReplies.IShadowReply reply)
    {
        var (servedBy, outcome) = reply switch
        {
            ShadowReplies.PointsRead read => (read.Readings[0].ServedBy, Worst(read)),
            ShadowReplies.RequestStatus status => (status.ServedBy, OutcomeOf(status.Verdict)),
            ShadowReplies.Refused refused => (refused.ServedBy, RequestOutcome.Refused),
            ShadowReplies.Done => (ServedBy.Driver, RequestOutcome.Done),
            ShadowReplies.Decided => (ServedBy.ShadowRespond, RequestOutcome.Done),
            ShadowReplies.AlarmAnswered => (ServedBy.ShadowRespond, RequestOutcome.Done),
            _ => throw new UnreachableException($"{reply.GetType().Name} answers no request."),
        };
        return (((((int)kind) * ServedByNames.Length) + (int)servedBy) * OutcomeNames.Length) + (int)outcome;
    }

    public static (string Operation, string ServedBy, string Outcome) LabelsOf(int series) => (
        KindNames[series / OutcomeNames.Length / ServedByNames.Length],
        ServedByNames[series / OutcomeNames.Length % ServedByNames.Length],
        OutcomeNames[series % OutcomeNames.Length]);

    private static RequestOutcome Worst(ShadowReplies.PointsRead read)
    {
        var worst = Quality.Good;
        foreach (var reading in read.Readings)
            if (reading.Status.Quality > worst)
                worst = reading.Status.Quality;
        return worst switch
        {
            Quality.Good => RequestOutcome.Good,
            Quality.Uncertain => RequestOutcome.Uncertain,
            _ => RequestOutcome.Bad,
        };
    }

    private static RequestOutcome OutcomeOf(Verdict verdict) => verdict switch
    {
        Verdict.NotExecuted => RequestOutcome.NotExecuted,
        Verdict.Accepted => RequestOutcome.Accepted,
        Verdict.Sent => RequestOutcome.Sent,
        Verdict.Confirmed => RequestOutcome.Confirmed,
        Verdict.Rejected => RequestOutcome.Rejected,
        _ => RequestOutcome.Indeterminate,
    };
}
