using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Understudy.Supervisor.Alarms.Webhook;

/// <summary>Proves who sent a notice and when: <c>t=SECONDS,v1=HEX</c>, HMAC-SHA256 over <c>SECONDS.BODY</c> with the
/// secret as key.</summary>
public static class WebhookSignature
{
    public const string Header = "Understudy-Signature";

    public static string Of(ReadOnlySpan<byte> key, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{seconds}."), .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(key, signed))}";
    }
}
