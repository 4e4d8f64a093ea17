using System.Text.Json;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>A device's frames as the API tells them.</summary>
/// <param name="IsOn">Whether more are kept.</param>
/// <param name="Frames">Each also as it came.</param>
public sealed record ApiTrace(bool IsOn, long Dropped, IReadOnlyList<(ApiFrame Frame, string Json)> Frames)
{
    public static ApiTrace Parse(ApiAnswer answer)
    {
        using var document = answer.Parsed();
        var root = document.RootElement;
        return new ApiTrace(
            root.GetProperty("until").ValueKind != JsonValueKind.Null,
            root.GetProperty("dropped").GetInt64(),
            [
                .. root.GetProperty("frames").EnumerateArray().Select(
                    frame => (frame.Deserialize(AnswerJson.Default.ApiFrame)!, frame.GetRawText())),
            ]);
    }
}
