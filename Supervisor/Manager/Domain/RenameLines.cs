using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Manager.Domain;

/// <summary>What applying a plant does to journals, for people: <c>&gt;</c> goes on with another's, <c>!</c> is
/// not run.</summary>
internal static class RenameLines
{
    public static IEnumerable<string> Between(DeclaredPlant before, DeclaredPlant after)
    {
        var gatewayOf = before.Spec.Gateways.ToLookup(gateway => gateway.JournalName, gateway => gateway.Id.ToString());
        var deviceOf = Devices(before.Spec).ToLookup(device => device.JournalName, device => device.Id.ToString());
        foreach (var gateway in after.Spec.Gateways)
        {
            if (Line(gateway.Id.ToString(), gateway.JournalName, gateway.NotRun, gatewayOf) is { } line)
                yield return line;
            foreach (var device in gateway.Devices)
                if (Line(device.Id.ToString(), device.JournalName, device.NotRun, deviceOf) is { } ofDevice)
                    yield return ofDevice;
        }
    }

    private static IEnumerable<DeviceSpec> Devices(PlantSpec plant) =>
        plant.Gateways.SelectMany(gateway => gateway.Devices);

    private static string? Line(string id, string journal, string? notRun, ILookup<string, string> idOf)
    {
        if (notRun is not null) return $"! {id}  is not run: {notRun}";
        var former = idOf[journal].FirstOrDefault();
        return former is null || former == id ? null : $"> {id}  goes on with the journal of {former}";
    }
}
