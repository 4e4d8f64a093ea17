using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>A request to change the device that the failure touched.</summary>
/// <param name="Principal">Null: its dispatch is too far back in the journal.</param>
/// <param name="Operation">In words; null likewise.</param>
/// <param name="WasInFlight">The driver that failed had it.</param>
/// <param name="AskedAt">When the client asked; null likewise.</param>
/// <param name="Dispatches">How often it was given to a driver, as far as was looked at.</param>
/// <param name="Verdict">The newest on record; null likewise.</param>
/// <param name="VerdictAt">When that verdict was recorded.</param>
public sealed record RequestStory(
    RequestId Request,
    string? Principal,
    string? Operation,
    bool WasInFlight,
    DateTimeOffset? AskedAt,
    int Dispatches,
    Verdict? Verdict,
    DateTimeOffset? VerdictAt,
    ServedBy? ServedBy,
    string? Reason);
