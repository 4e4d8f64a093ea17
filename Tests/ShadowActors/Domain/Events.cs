using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Events as a former owner wrote them.</summary>
internal static class Events
{
    public static EventStamp Stamp(long uptimeMs = 0, string boot = "boot", string claim = "former") => new(
        DateTimeOffset.UnixEpoch, boot, uptimeMs, new Incarnation(1), new ClaimId(claim), 1, "test");

    public static ShadowEvents.ShadowEvent Dispatched(
        string request, Operation operation, bool keyed = true, long uptimeMs = 0) =>
        new ShadowEvents.RequestDispatched(Stamp(uptimeMs), new RequestId(request), keyed, "ann", operation);

    public static ShadowEvents.ShadowEvent Queued(string request, Operation operation, long ttlMs = 10_000) =>
        new ShadowEvents.RequestQueued(Stamp(), new RequestId(request), true, "ann", operation, ttlMs);

    public static ShadowEvents.ShadowEvent Settled(string request, Verdict verdict, long uptimeMs = 0) =>
        new ShadowEvents.RequestSettled(Stamp(uptimeMs), new RequestId(request), verdict, null, ServedBy.Driver);

    public static ShadowEvents.ShadowEvent Voided(string request) =>
        new ShadowEvents.DispatchVoided(Stamp(), new RequestId(request), "test");

    public static ShadowEvents.ShadowEvent Claimed(string claim) =>
        new ShadowEvents.Claimed(Stamp(claim: claim), "elsewhere", "installation", "p");
}
