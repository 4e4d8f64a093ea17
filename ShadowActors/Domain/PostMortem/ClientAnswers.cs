using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>Makes answers of the records in an entry: the points of one read are one answer. What no client asked for
/// (scans, read-backs) is none.</summary>
internal static class ClientAnswers
{
    public static IEnumerable<ClientAnswer> Of(long entry, ShadowEvents.AnswersRecorded recorded)
    {
        ClientAnswer? read = null;
        foreach (var answer in recorded.Answers)
        {
            if (answer.Request is null) continue;
            if (answer.Point is { } point && read is not null && IsSameRead(read, answer))
            {
                read = With(read, point, answer);
                continue;
            }

            if (read is not null) yield return read;
            read = answer.Point is { } first ? With(Empty(entry, answer), first, answer) : null;
            if (read is null) yield return Empty(entry, answer);
        }

        if (read is not null) yield return read;
    }

    /// <summary>A mutation that is given to the driver, or queued for it.</summary>
    public static ClientAnswer? OfMutation(StreamEntry entry) => entry.Event switch
    {
        ShadowEvents.RequestDispatched sent => new ClientAnswer(
            entry.Number, entry.Time, sent.Request, sent.Principal, AskedText.Of(sent.Operation), [], 0,
            ServedBy.Driver, null, Verdict.Sent, null),
        ShadowEvents.RequestQueued queued => new ClientAnswer(
            entry.Number, entry.Time, queued.Request, queued.Principal, AskedText.Of(queued.Operation), [], 0,
            ServedBy.ShadowQueue, null, Verdict.Accepted, null),
        _ => null,
    };

    private static bool IsSameRead(ClientAnswer read, AnswerRecord answer) =>
        read.Request == answer.Request && read.At == answer.At && read.ServedBy == answer.ServedBy;

    private static ClientAnswer Empty(long entry, AnswerRecord answer) => new(
        entry, answer.At, answer.Request, answer.Principal, answer.Asked, [], 0, answer.ServedBy, answer.Refusal,
        answer.Verdict, answer.Reason);

    private static ClientAnswer With(ClientAnswer read, PointId point, AnswerRecord answer) =>
        read.Points.Length < PostMortemLimits.PointsPerAnswerMax
            ? read with
            {
                Points = read.Points.Add(
                    new PointAnswer(point, answer.Value, answer.Status.Quality, answer.Status)),
            }
            : read with { MorePoints = read.MorePoints + 1 };
}
