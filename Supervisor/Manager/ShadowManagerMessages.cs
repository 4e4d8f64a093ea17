using System.Collections.Immutable;

namespace Understudy.Supervisor.Manager;

/// <summary>What the shadow manager can be asked, and its answers.</summary>
public static class ShadowManagerMessages
{
    /// <summary>Answered by <see cref="PlantAccepted"/> or <see cref="PlantRefused"/>.</summary>
    /// <param name="DryRun">Only say what would change.</param>
    public sealed record ApplyPlant(string Principal, string FileName, string Source, bool DryRun);

    /// <summary>The plant is durable and its gateways have been told; of a dry run: it could be.</summary>
    /// <param name="Changes">One line per change, in the order of the ids; none where nothing changes.</param>
    public sealed record PlantAccepted(bool DryRun, ImmutableArray<string> Changes);

    /// <summary>The plant stays as it is, unless <paramref name="Kind"/> says otherwise.</summary>
    /// <param name="Problems">One line per problem of the file: <c>file:line:column: key: message</c>.</param>
    public sealed record PlantRefused(PlantRefusal Kind, string Reason, ImmutableArray<string> Problems);

    /// <summary>Answered by <see cref="PlantText"/>.</summary>
    public sealed record GetPlant;

    /// <summary>The declared plant file; null before one was applied.</summary>
    /// <param name="Ready">False until the journal has been read.</param>
    public sealed record PlantText(bool Ready, string? FileName, string? Source);

    /// <summary>Answered by <see cref="PlantOverview"/>.</summary>
    public sealed record GetPlantOverview;

    /// <param name="Problem">What is wrong with the manager's journal or the recorded plant; null: nothing.</param>
    public sealed record PlantOverview(bool JournalUp, string? Problem);
}
