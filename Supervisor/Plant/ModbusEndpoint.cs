using System.Globalization;

namespace Understudy.Supervisor.Plant;

/// <summary>Where a Modbus TCP server listens, as people write it: <see cref="Form"/>.</summary>
internal static class ModbusEndpoint
{
    public const string Form = "a host and a port from 1 to 65535, for example 10.0.0.5:502";

    private const int DefaultPort = 502;

    public static bool TryParse(string text, out string host, out int port)
    {
        // The colons of a bare IPv6 address are not those before a port, so such an address stands in brackets.
        var colon = text.EndsWith(']') ? -1 : text.LastIndexOf(':');
        host = colon < 0 ? text : text[..colon];
        port = DefaultPort;
        if (host is ['[', .., ']']) host = host[1..^1];
        else if (host.Contains(':')) host = "";
        host = host.ToLowerInvariant();
        var isPort = colon < 0
            || int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port);
        return isPort && port is >= 1 and <= ushort.MaxValue && Uri.CheckHostName(host) != UriHostNameType.Unknown;
    }
}
