using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>How far the third stage of a recovery has come. It waits while <see cref="Waits"/> is true.</summary>
/// <param name="Settings">Still to be looked at, in the order of restoring.</param>
/// <param name="Block">The settings read back and not yet written or passed over.</param>
/// <param name="Done">What became of the present block's settings.</param>
/// <param name="WriteBy">Until when the plan on record authorises writes of the block, on the uptime clock.</param>
/// <param name="Current">The queued request that is being executed.</param>
/// <param name="Unsent">How often in a row a write of the block was not sent within its time.</param>
/// <param name="Group">The restore group that the block is; null: none.</param>
/// <param name="Looked">The suspect or queued request for whose interlocks was read.</param>
/// <param name="HeldReason">Why differences are held; null: they are restored.</param>
public sealed record Transfer(
    TransferStep Step,
    bool Waits,
    ImmutableList<PointId> Settings,
    ImmutableList<PlannedSetting> Block,
    ImmutableList<TransferredSetting> Done,
    string? HeldReason,
    RequestId? Current,
    TimeSpan WriteBy = default,
    int Unsent = 0,
    GroupRun? Group = null,
    RequestId? Looked = null)
{
    public static readonly Transfer Starting = new(TransferStep.Begin, false, [], [], [], null, null);

    /// <summary>Points still to be read one by one, since the driver failed when it read them.</summary>
    public ImmutableList<PointId> ToTry { get; init; } = [];

    /// <summary>This incarnation has read a point without failing.</summary>
    public bool HasRead { get; init; }

    /// <summary>The inputs of the interlocks of what is written next were read.</summary>
    public bool HasLooked { get; init; }
}

public enum TransferStep : byte
{
    Begin,

    /// <summary>Read what is suspect, one by one, and before it one point that is not.</summary>
    Try,

    /// <summary>What became of the requests that the failed driver had: read back.</summary>
    Resolve,

    /// <summary>Read back the next block of settings.</summary>
    ReadBack,

    /// <summary>Write the block's settings that differ.</summary>
    Write,

    /// <summary>Suspect requests that are sent again, then the queue, one by one.</summary>
    Requests,
}
