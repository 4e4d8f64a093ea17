using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Quality in words: <c>Good</c>, <c>Uncertain LastUsableValue</c>, <c>Bad NoCommunication</c>.</summary>
public static class QualityText
{
    public static string Of(StatusCode status) => status.IsGood ? "Good" : $"{status.Quality} {status.Name}";

    /// <summary>The same from what the API gave, also for a status that this version does not know.</summary>
    public static string Of(string quality, string? status) =>
        status is null || status == quality ? quality : $"{quality} {status}";
}
