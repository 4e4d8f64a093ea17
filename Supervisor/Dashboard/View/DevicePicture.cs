using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>A declared device and what its shadow told of it.</summary>
/// <param name="Status">Null where no answer came.</param>
public sealed record DevicePicture(
    DeviceId Id, string Profile, string? Area, ShadowReplies.DeviceStatus? Status)
{
    public bool IsTroubled => Status?.Mode != DeviceMode.Passive;

    public int Held => Status is null || Status.Held.IsDefault ? 0 : Status.Held.Length;

    public ImmutableArray<ServedReading> Readings =>
        Status is null || Status.Readings.IsDefault ? [] : Status.Readings;

    public string Href => $"devices/{Id}";
}
