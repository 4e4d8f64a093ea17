using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.PostMortem;

namespace Understudy.Supervisor.PostMortem;

/// <summary>Failures of a device, the newest first.</summary>
/// <param name="Newest">The number of the newest failure on record; 0: there is none.</param>
/// <param name="KnownSince">Older entries are deleted: this is the first that is left; null: nothing is deleted.
/// </param>
public sealed record FailureList(
    DeviceId Device, long Newest, DateTimeOffset? KnownSince, ImmutableArray<FailureSummary> Failures);
