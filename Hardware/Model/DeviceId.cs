using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>The id of a device, <c>gateway/device</c>: both parts are a <see cref="Name"/>.</summary>
[JsonConverter(typeof(ParsedTextConverter<DeviceId>))]
public sealed record DeviceId : IParsedText<DeviceId>
{
    private readonly string _text;

    /// <exception cref="FormatException">The device's own part is no <see cref="Name"/>.</exception>
    public DeviceId(GatewayId gateway, string name)
    {
        Gateway = gateway;
        Name = Model.Name.Checked(name, "device");
        _text = $"{gateway}/{name}";
    }

    public GatewayId Gateway { get; }

    /// <summary>The part after the slash, unique within the gateway.</summary>
    public string Name { get; }

    /// <exception cref="FormatException">The text is not <c>gateway/device</c>.</exception>
    public static DeviceId Parse(string text)
    {
        var slash = text.IndexOf('/');
        return slash < 0
            ? throw new FormatException($"'{text}' is not a device id: gateway/device is expected.")
            : new DeviceId(new GatewayId(text[..slash]), text[(slash + 1)..]);
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out DeviceId? id)
    {
        var slash = text.IndexOf('/');
        var valid = slash > 0
            && Model.Name.IsValid(text.AsSpan(0, slash))
            && Model.Name.IsValid(text.AsSpan(slash + 1));
        id = valid ? Parse(text) : null;
        return valid;
    }

    public override string ToString() => _text;
}
