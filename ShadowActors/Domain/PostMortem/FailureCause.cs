using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>Why a driver failed.</summary>
/// <param name="IsCounted">It counts against the restart budget.</param>
/// <param name="Stack">Where in the code; null: it was not the code (a lost link, a decision).</param>
public sealed record FailureCause(
    long Entry,
    DateTimeOffset At,
    FailureKind Kind,
    bool IsCounted,
    string Message,
    string? Stack,
    Incarnation Incarnation);
