using System.Diagnostics.CodeAnalysis;
using Understudy.Hardware.Model;
using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.Api.Input;

/// <summary>What every request for a device carries.</summary>
/// <param name="Keyed">The id is the client's own idempotency key.</param>
public sealed record ClientRequest(
    DeviceId Device, RequestId Request, bool Keyed, string Principal, TimeSpan Timeout)
{
    public const string KeyHeader = "Idempotency-Key";

    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan TimeoutMin = TimeSpan.FromMilliseconds(1);
    public static readonly TimeSpan TimeoutMax = TimeSpan.FromSeconds(60);

    public static bool TryRead(
        HttpContext http,
        string gateway,
        string device,
        string? timeout,
        [NotNullWhen(true)] out ClientRequest? request,
        [NotNullWhen(false)] out ProblemResult? problem)
    {
        request = null;
        if (!TryDevice(gateway, device, out var id, out problem)) return false;
        var time = DefaultTimeout;
        if (timeout is not null
            && (!DurationInput.TryParse(timeout, out time) || time < TimeoutMin || time > TimeoutMax))
        {
            problem = ProblemKind.BadRequest.Result(
                $"timeout: '{timeout}' is not {DurationInput.Form}, from 1ms to {TimeoutMax.TotalSeconds} s.");
            return false;
        }

        if (!TryKey(http, out var key, out problem)) return false;
        request = new ClientRequest(
            id, key, http.Request.Headers[KeyHeader].Count == 1, PrincipalOf(http), time);
        return true;
    }

    /// <summary>The client's key, or a new one.</summary>
    public static bool TryKey(
        HttpContext http,
        [NotNullWhen(true)] out RequestId? request,
        [NotNullWhen(false)] out ProblemResult? problem)
    {
        var key = http.Request.Headers[KeyHeader];
        var isWrong = key.Count > 1 || (key.Count == 1 && !RequestId.IsValid(key[0]));
        problem = isWrong
            ? ProblemKind.BadRequest.Result($"{KeyHeader}: one key is expected: {RequestId.Rule}.")
            : null;
        request = isWrong ? null : key.Count == 1 ? new RequestId(key[0]!) : NewRequestId();
        return !isWrong;
    }

    public static bool TryDevice(
        string gateway,
        string device,
        [NotNullWhen(true)] out DeviceId? id,
        [NotNullWhen(false)] out ProblemResult? problem)
    {
        problem = DeviceId.TryParse($"{gateway}/{device}", out id)
            ? null
            : ProblemKind.UnknownDevice.Result(
                $"'{gateway}/{device}' can't be a device's id: each part is {Name.Rule}.");
        return problem is null;
    }

    /// <summary>Who asks. There are no users yet, so it is where the request came from.</summary>
    public static string PrincipalOf(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? $"api {address}" : "api";

    private static RequestId NewRequestId() => new(Guid.CreateVersion7().ToString("N"));
}
