using System.Globalization;
using Npgsql;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>What follows the question mark in a database's address, under the names that libpq has for it. One that is
/// not known is refused: whoever asks for an encrypted connection must not get another.</summary>
internal static class UrlParameters
{
    private const int NameLengthMax = 40;

    private static readonly Dictionary<string, SslMode> SslModes = new(StringComparer.Ordinal)
    {
        ["disable"] = SslMode.Disable,
        ["allow"] = SslMode.Allow,
        ["prefer"] = SslMode.Prefer,
        ["require"] = SslMode.Require,
        ["verify-ca"] = SslMode.VerifyCA,
        ["verify-full"] = SslMode.VerifyFull,
    };

    /// <exception cref="JournalStoreException">A name is not known, or its value is none.</exception>
    public static void Apply(Uri url, NpgsqlConnectionStringBuilder text)
    {
        foreach (var part in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            var name = Uri.UnescapeDataString(pair[0]);
            var value = Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "");
            switch (name)
            {
                case "sslmode": text.SslMode = SslModeOf(value); break;
                case "sslrootcert": text.RootCertificate = value; break;
                case "sslcert": text.SslCertificate = value; break;
                case "sslkey": text.SslKey = value; break;
                case "sslpassword": text.SslPassword = value; break;
                case "passfile": text.Passfile = value; break;
                case "application_name": text.ApplicationName = value; break;
                case "options": text.Options = value; break;
                case "connect_timeout": text.Timeout = SecondsOf(value); break;
                default:
                    throw new JournalStoreException(
                        $"The database's address has a parameter {Shown(name)} that is not known; known are sslmode, "
                        + "sslrootcert, sslcert, sslkey, sslpassword, passfile, application_name, options and "
                        + "connect_timeout.");
            }
        }
    }

    private static SslMode SslModeOf(string value) => SslModes.TryGetValue(value, out var mode)
        ? mode
        : throw new JournalStoreException(
            $"The database's address: sslmode is not one of {string.Join(", ", SslModes.Keys)}.");

    private static int SecondsOf(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and <= 1024
            ? seconds
            : throw new JournalStoreException(
                "The database's address: connect_timeout is not a number of seconds from 1 to 1024.");

    // After a question mark in a password that was not escaped, it is the rest of it.
    private static string Shown(string name) =>
        name.Length <= NameLengthMax && name.All(each => each is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
            ? $"'{name}'"
            : "(its name may be part of a password and is not shown)";
}
