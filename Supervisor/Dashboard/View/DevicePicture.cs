using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>A declared device and what its shadow told of it.</summary>
/// <param name="Status">Null where no answer came.</param>
public sealed record DevicePicture(
    DeviceId Id, string Profile, string? Area, ShadowReplies.DeviceStatus? Status)
{
    /// <summary>By people's decision, and not longer than it should.</summary>
    public bool IsOutOfService =>
        Status?.Administrative is { State: not AdministrativeState.Enabled, Overdue: false };

    public bool IsTroubled => Status?.Mode != DeviceMode.Passive && !IsOutOfService;

    public int Held => Status is null || Status.Held.IsDefault ? 0 : Status.Held.Length;

    public ImmutableArray<ServedReading> Readings =>
        Status is null || Status.Readings.IsDefault ? [] : Status.Readings;

    public string Href => $"devices/{Id}";
}
