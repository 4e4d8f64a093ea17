using System.Text.Json.Serialization;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What is decided about a device.</summary>
/// <param name="Reason">Needed for Maintenance and Disabled.</param>
/// <param name="Until">Of Maintenance: when it is enabled by itself.</param>
/// <param name="For">The same as a duration from now.</param>
/// <param name="Owner">Whom to ask about it.</param>
public sealed record StateBody(
    AdministrativeState? State, string? Reason, DateTimeOffset? Until, string? For, string? Owner);

/// <summary>Who takes a lock, and for how long.</summary>
public sealed record LockBody(string? Owner, string? For);

/// <summary>What is decided about a device, on record and in force.</summary>
/// <param name="Lock">Null: nobody holds it.</param>
/// <param name="Token">Proves who holds the lock; told to nobody else.</param>
public sealed record DecidedBody(
    DeviceId Device,
    RequestId RequestId,
    AdministrativeStatus Administrative,
    LockStatus? Lock,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token = null);
