using System.Net;
using System.Net.Sockets;
using Understudy.Supervisor.CommandLine;

namespace Understudy.Supervisor.Hosting;

/// <summary>Looks whether a node may listen where it is told to, before anything is opened.</summary>
public static class ListenAddress
{
    /// <exception cref="StartFailedException">It is not on loopback, or somebody listens there already.</exception>
    public static void Check(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp)
            {
                throw new StartFailedException(
                    CommandExit.BadInput, $"'{url}' is no address to listen at: http://127.0.0.1:5080 is one.");
            }

            Check(address, Loopback(url));
        }
    }

    public static StartFailedException Taken(string url, Exception error) => new(
        CommandExit.Failed,
        $"{url} can't be listened at ({error.Message}): stop what listens there, or choose another port with --urls.",
        error);

    // The host is what the server takes for it; whatever it finds to be no address, it would listen everywhere for.
    private static IPAddress Loopback(string url)
    {
        var host = BindingAddress.Parse(url).Host;
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return IPAddress.Loopback;
        return IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip)
            ? ip
            : throw new StartFailedException(
                CommandExit.BadInput,
                $"'{url}' is not on loopback, and a node without users listens nowhere else: give --urls localhost, "
                + "127.0.0.1 or [::1].");
    }

    private static void Check(Uri address, IPAddress ip)
    {
        if (address.Port == 0) return;
        using var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As the server does it: a port that only waits for old connections to end is free.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(ip, address.Port));
            socket.Listen(1);
        }
        catch (SocketException error)
        {
            throw Taken(address.GetLeftPart(UriPartial.Authority), error);
        }
    }
}
