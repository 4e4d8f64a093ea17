using System.Diagnostics.CodeAnalysis;
using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.Api.Input;

/// <summary>Who decides, in words: there are no users yet, so a name is only what the client says, and where the
/// request came from is added to it.</summary>
public static class OwnerInput
{
    public const int LengthMax = 64;
    public const int ReasonLengthMax = 256;

    public static bool TryRead(
        string? owner,
        string principal,
        [NotNullWhen(true)] out string? who,
        [NotNullWhen(false)] out ProblemResult? problem)
    {
        (who, problem) = (null, null);
        if (owner is not null && !IsLine(owner, LengthMax))
            problem = ProblemKind.BadRequest.Result($"owner: one line of at most {LengthMax} characters is expected.");
        else
            who = owner is null ? principal : $"{owner} ({principal})";
        return problem is null;
    }

    /// <summary>What can be told in one line.</summary>
    public static bool IsLine(string text, int lengthMax) =>
        text.Length <= lengthMax && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}
