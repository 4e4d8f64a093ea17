using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What a driver had when it failed.</summary>
/// <param name="Reads">The points it was reading, by name.</param>
/// <param name="Setting">The setting that was being written again; null: none was.</param>
/// <param name="Group">The restore group that was being unlocked or locked; null: none was.</param>
internal sealed record InFlight(
    ImmutableArray<RequestId> Requests, ImmutableArray<PointId> Reads, PointId? Setting, string? Group)
{
    public static InFlight Of(IEnumerable<PendingCall> calls)
    {
        var requests = ImmutableArray.CreateBuilder<RequestId>();
        var reads = new SortedSet<string>(StringComparer.Ordinal);
        PointId? setting = null;
        string? group = null;
        foreach (var call in calls)
        {
            reads.UnionWith(call.Read.Select(point => point.Value));
            if (call is PendingCall.ForRequest request) requests.Add(request.Request);
            else if (call is PendingCall.ForTransfer { Read.IsEmpty: true } written) setting = written.Points[0];
            else if (call is PendingCall.ForGroupStep step) group = step.Group;
        }

        return new InFlight(requests.ToImmutable(), [.. reads.Select(point => new PointId(point))], setting, group);
    }

    /// <summary>The id of the setting or restore group that was being written; null: none was.</summary>
    public string? Write => Setting is { } setting ? QuarantineId.OfSetting(setting)
        : Group is { } group ? QuarantineId.OfGroup(group)
        : null;

    /// <summary>As it is on record.</summary>
    public static IEnumerable<string> Ids(ShadowEvents.DriverFailed failed) => new InFlight(
        failed.InFlight, failed.Reads ?? [], failed.Setting, failed.Group).Ids();

    public IEnumerable<string> Ids() => Requests.Select(QuarantineId.Of)
        .Concat(Reads.Select(QuarantineId.OfRead))
        .Concat(Setting is { } setting ? [QuarantineId.OfSetting(setting)] : [])
        .Concat(Group is { } group ? [QuarantineId.OfGroup(group)] : []);
}
