using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain.Renaming;

/// <summary>What the journals of gateways and devices are called. Who was never renamed has one with its id's name, a
/// device one with that of its gateway's journal, a slash and its own. Immutable.</summary>
public sealed class JournalNames
{
    /// <summary>So many may be recorded, twice the devices of a plant: those declared no more count too.</summary>
    public const int RecordedMax = 100_000;

    public static readonly JournalNames Empty =
        new(ImmutableSortedDictionary.Create<string, JournalName>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, JournalName> _byId;
    private readonly Dictionary<string, string> _ownerOf = new(StringComparer.Ordinal);

    private JournalNames(ImmutableSortedDictionary<string, JournalName> byId)
    {
        _byId = byId;
        foreach (var name in byId.Values) _ownerOf[name.Journal] = name.Id;
    }

    /// <summary>As the manager's journal has them; null: nobody was renamed.</summary>
    public ImmutableArray<JournalName>? Recorded => _byId.IsEmpty ? null : [.. _byId.Values];

    public static JournalNames Of(ImmutableArray<JournalName>? recorded) => recorded is not { IsDefaultOrEmpty: false }
        ? Empty
        : new(recorded.Value.ToImmutableSortedDictionary(name => name.Id, name => name, StringComparer.Ordinal));

    public string Of(GatewayId gateway) => Known(gateway.Value)?.Journal ?? gateway.Value;

    /// <summary>What a device's journal would be called had the device never been renamed in its gateway: what it goes
    /// by in here.</summary>
    public string KeyOf(DeviceId device) => $"{Of(device.Gateway)}/{device.Name}";

    public string Of(DeviceId device) => Known(KeyOf(device))?.Journal ?? KeyOf(device);

    /// <summary>Null: the journal with its name is another's, who had its id before.</summary>
    public string? Find(DeviceId device) =>
        Find(device.Gateway.Value) is null ? null : Find(KeyOf(device));

    /// <summary>Null: it is another's. Of a gateway's id or a device's key.</summary>
    internal string? Find(string id) => Known(id)?.Journal ?? (_ownerOf.ContainsKey(id) ? null : id);

    internal JournalName? Known(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The id that a device has by now; null: it has no other one.</summary>
    public DeviceId? CalledNow(DeviceId device)
    {
        if (_byId.IsEmpty) return null;
        var gateway = new GatewayId(OwnerNow(device.Gateway.Value));
        var key = OwnerNow($"{Of(gateway)}/{device.Name}");
        var now = new DeviceId(gateway, key[(key.IndexOf('/') + 1)..]);
        return now == device ? null : now;
    }

    /// <summary>The plant, each gateway and device with the name of its journal.</summary>
    public PlantSpec Applied(PlantSpec plant) => _byId.IsEmpty
        ? plant
        : new PlantSpec([.. plant.Gateways.Select(Applied)]);

    /// <summary>After another plant was applied.</summary>
    /// <param name="wanted">What the plant declares, and what it says that each was. Those that are not in here keep
    /// their journals: they may come back.</param>
    internal JournalNames After(RenamePlan plan, IReadOnlyList<RenameWish> wanted)
    {
        var next = _byId.ToBuilder();
        next.RemoveRange(plan.FromOf.Values);
        foreach (var wish in wanted)
        {
            if (plan.FromOf.TryGetValue(wish.To, out var from))
                next[wish.To] = Standing(from).Renamed(wish.To, wish.From);
            else
                next[wish.To] = (next.GetValueOrDefault(wish.To) ?? JournalNameOf(wish.To)) with
                {
                    Was = wish.From,
                    NotRun = plan.Problems.GetValueOrDefault(wish.To),
                };
        }

        var kept = next.Values.Where(name => name.Journal != name.Id).Select(name => name.Journal)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var wish in wanted)
            if (next[wish.To] is var name && name.Journal == name.Id && kept.Contains(name.Id))
                next[wish.To] = name with { Journal = Unused(name.Id, kept) };
        next.RemoveRange([.. next.Values.Where(name => name.IsPlain()).Select(name => name.Id)]);
        return new JournalNames(next.ToImmutable());
    }

    private static string Unused(string id, HashSet<string> taken)
    {
        for (var number = 2; ; number++)
            if (taken.Add($"{id}+{number}"))
                return $"{id}+{number}";
    }

    private static JournalName JournalNameOf(string id) => new(id, id, [], []);

    private JournalName Standing(string id) => Known(id) ?? JournalNameOf(id);

    private string OwnerNow(string id) => _byId.ContainsKey(id)
        ? id
        : _byId.Values.FirstOrDefault(name => name.Formerly.Contains(id))?.Id ?? id;

    private GatewaySpec Applied(GatewaySpec gateway)
    {
        var name = Of(gateway.Id);
        return gateway with
        {
            Journal = name == gateway.Id.Value ? null : name,
            NotRun = Known(gateway.Id.Value)?.NotRun,
            Devices = [.. gateway.Devices.Select(Applied)],
        };
    }

    private DeviceSpec Applied(DeviceSpec device)
    {
        var name = Of(device.Id);
        var notRun = Known(KeyOf(device.Id))?.NotRun;
        return name == device.Id.ToString() && notRun is null
            ? device
            : device with { Journal = name == device.Id.ToString() ? null : name, NotRun = notRun };
    }
}
