using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads the gateways of a file.</summary>
internal sealed class GatewayReader(
    IReadOnlyDictionary<string, ProfileDraft?> profiles, OtherInputs others, ProblemList problems)
{
    private readonly DeviceReader _devices = new(profiles, others, problems);
    private readonly Dictionary<(string Host, int Port), TextNode> _gatewayByEndpoint = [];
    private readonly List<(TextNode Id, IReadOnlyList<TextNode> Former)> _former = [];

    public PlantSpec ReadAll(PlantNode? node)
    {
        var plant = new PlantSpec(
        [
            .. NamedEntries.Of(node, "gateway", PlantLimits.GatewaysMax, problems)
                .Select(Read)
                .OfType<GatewaySpec>()
                .OrderBy(gateway => gateway.Id.Value, StringComparer.Ordinal),
        ]);
        Was.Check(_former, "gateway", problems);
        return plant;
    }

    private GatewaySpec? Read(MapEntry entry)
    {
        if (Fields.Of(entry.Value, PlantKeys.Gateway, problems) is not { } fields) return null;
        var id = new GatewayId(entry.Key.Text);
        var was = Was.Read(fields, entry.Key, "gateway", problems);
        _former.Add((entry.Key, was));
        var link = LinkReader.Read(fields, problems);
        if (link is not null) CheckEndpoint(link, entry.Key, fields);
        var label = Label(fields);
        var fallback = fields.Choice<GatewayFallback>("fallback") ?? GatewayFallback.Wait;
        var classes = ScanClasses.Read(fields.Node("scanClasses"), problems);
        // Read also where the link is wrong, so that the devices' problems are found as well.
        DeviceSpec[] devices = [.. _devices.ReadAll(fields.Node("devices"), id, classes)];
        return link is null
            ? null
            : new GatewaySpec(
                id, link, label, fallback, [.. devices.OrderBy(device => device.Id.Name, StringComparer.Ordinal)])
            {
                Was = [.. was.Select(former => new GatewayId(former.Text))],
            };
    }

    private void CheckEndpoint(LinkSpec link, TextNode gateway, Fields fields)
    {
        if (link.Kind == PlantLink.Simulator || _gatewayByEndpoint.TryAdd((link.Host, link.Port), gateway)) return;
        var other = _gatewayByEndpoint[(link.Host, link.Port)];
        fields.Problem("link", $"{link.Host}:{link.Port} is already the gateway '{other.Text}', in line {other.Line}: "
            + "put its devices there, one endpoint is one gateway.");
    }

    private static string? Label(Fields fields)
    {
        var label = fields.Text("label", "the label of a node");
        if (label is not null && !Name.IsValid(label.Text))
            fields.Problem("label", $"'{label.Shown}' is no label: {Name.Rule}.");
        return label?.Text;
    }
}
