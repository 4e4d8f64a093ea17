using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain;

/// <summary>A read that somebody waits for.</summary>
/// <param name="AnswerBy">When it is answered with what is known, on the uptime clock: its deadline, or sooner when the
/// point would be stale.</param>
/// <param name="RequireGood">Any other value is none to who asked.</param>
public sealed record LiveRead(
    long Ticket, RequestId Request, string Principal, ImmutableArray<PointId> Points, TimeSpan AnswerBy,
    bool RequireGood = false);
