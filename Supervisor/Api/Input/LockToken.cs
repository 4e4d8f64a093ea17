using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.Api.Input;

/// <summary>What proves who holds a device's lock: whoever has the token. Shadows and journals only ever see its
/// digest.</summary>
public sealed record LockToken
{
    public const string Header = "Lock-Token";
    public const int LengthMin = 16;
    public const int LengthMax = 128;
    public const string Rule = "16 to 128 letters, digits, '.', '_' or '-'";

    private LockToken(string text) => Text = text;

    public string Text { get; }

    public string Proof => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Text)));

    public static LockToken New() => new(RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>The one that the request carries; null: none.</summary>
    public static bool TryRead(
        HttpContext http, out LockToken? token, [NotNullWhen(false)] out ProblemResult? problem)
    {
        (token, problem) = (null, null);
        var header = http.Request.Headers[Header];
        if (header.Count == 0) return true;
        if (header.Count == 1 && IsValid(header[0]))
        {
            token = new LockToken(header[0]!);
            return true;
        }

        problem = ProblemKind.BadRequest.Result($"{Header}: one token is expected: {Rule}.");
        return false;
    }

    private static bool IsValid(string? text) => text is { Length: >= LengthMin and <= LengthMax }
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
