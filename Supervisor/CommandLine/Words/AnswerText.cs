using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>What a client was told, in words.</summary>
internal static class AnswerText
{
    /// <summary>What was asked: <c>read temp, sp</c>, <c>write sp = 80</c>.</summary>
    public static string Asked(ClientAnswer answer) => answer.Asked ?? (answer.Points.IsDefaultOrEmpty
        ? "?"
        : $"read {string.Join(", ", answer.Points.Select(point => point.Point))}{More(answer)}");

    /// <summary>And what it was told: <c>5 Good, by the driver</c>.</summary>
    public static string Told(ClientAnswer answer)
    {
        if (answer.Refusal is { } refusal)
            return $"refused, {refusal}: {answer.Reason ?? "no reason"}";
        if (answer.Verdict is { } verdict)
        {
            var reason = answer.Reason is { Length: > 0 } text ? $": {text}" : "";
            return $"{verdict}{By(answer.ServedBy)}{reason}";
        }

        return $"{Values(answer)}{By(answer.ServedBy)}";
    }

    public static string Sort(AnswerCount count) => count switch
    {
        { Refusal: { } refusal } => $"refused, {refusal}{By(count.ServedBy)}",
        { Verdict: { } verdict } => $"told {verdict}{By(count.ServedBy)}",
        { Status: { } status } => $"{QualityText.Of(status)}{By(count.ServedBy)}",
        _ => $"answered{By(count.ServedBy)}",
    };

    private static string Values(ClientAnswer answer)
    {
        if (answer.Points.IsDefaultOrEmpty) return "nothing";
        var isOneStatus = answer.Points.All(point => point.Status == answer.Points[0].Status);
        var values = string.Join(", ", answer.Points.Select(point => isOneStatus
            ? ValueText.Of(point.Value)
            : $"{ValueText.Of(point.Value)} {QualityText.Of(point.Status)}"));
        return isOneStatus ? $"{values} {QualityText.Of(answer.Points[0].Status)}" : values;
    }

    private static string More(ClientAnswer answer) => answer.MorePoints > 0 ? $" and {answer.MorePoints} more" : "";

    private static string By(ServedBy servedBy) => $", by {ServedByText.Of(servedBy)}";
}
