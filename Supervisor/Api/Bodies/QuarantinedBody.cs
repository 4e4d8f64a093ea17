using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What a driver failed at twice, and is not given any more.</summary>
/// <param name="Id">By which it is lifted.</param>
public sealed record QuarantinedBody(string Id, string What, DateTimeOffset Since, string Reason)
{
    public static QuarantinedBody Of(Quarantined one) => new(one.Id, one.What, one.Since, one.Reason);
}
