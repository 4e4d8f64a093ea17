using System.Collections.Frozen;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Renaming;

namespace Understudy.Supervisor.Manager;

/// <summary>The declared plant as this node knows it, with what is needed to find one's way in it.</summary>
public sealed class DeclaredPlant
{
    private readonly FrozenDictionary<GatewayId, GatewaySpec> _gateways;
    private readonly FrozenDictionary<DeviceId, DeviceSpec> _devices;

    /// <param name="journals">What the journals of renamed gateways and devices are called; null: nobody was renamed.
    /// </param>
    public DeclaredPlant(string? fileName, string? source, PlantSpec declared, JournalNames? journals = null)
    {
        Journals = journals ?? JournalNames.Empty;
        var spec = Journals.Applied(declared);
        FileName = fileName;
        Source = source;
        Spec = spec;
        _gateways = spec.Gateways.ToFrozenDictionary(gateway => gateway.Id);
        _devices = spec.Gateways.SelectMany(gateway => gateway.Devices).ToFrozenDictionary(device => device.Id);
    }

    public string? FileName { get; }

    public string? Source { get; }

    /// <summary>Each gateway and device with the name of its journal.</summary>
    public PlantSpec Spec { get; }

    public JournalNames Journals { get; }

    public GatewaySpec? Gateway(GatewayId id) => _gateways.GetValueOrDefault(id);

    public DeviceSpec? Device(DeviceId id) => _devices.GetValueOrDefault(id);
}
