using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>Settings that a device has otherwise than recorded, and what becomes of them.</summary>
public static class DifferenceEndpoints
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/devices/{gateway}/{device}/restore", ListAsync)
            .WithSummary("The settings that the device has otherwise than recorded, and that are held.")
            .Produces<IReadOnlyList<HeldBody>>()
            .WithProblems(404, 503, 504);
        api.MapPost("/devices/{gateway}/{device}/restore", ResolveAsync)
            .WithSummary("Apply: writes the recorded values. Adopt: records the device's. Each is read again first.")
            .Produces<IReadOnlyList<ResolvedBody>>()
            .WithProblems(400, 403, 404, 409, 413, 415, 422, 423, 503, 504);
    }

    private static async Task<IResult> ListAsync(string gateway, string device, IDeviceClient devices)
    {
        if (!ClientRequest.TryDevice(gateway, device, out var id, out var problem)) return problem;
        return await devices.AskAsync(new ShadowQueries.GetDevice(id), AnswerTime) switch
        {
            ShadowReplies.DeviceStatus status => TypedResults.Json(
                (IReadOnlyList<HeldBody>)[.. status.Held.Select(HeldBody.Of)], ApiJson.Web.IReadOnlyListHeldBody),
            ShadowReplies.Refused refused => RefusalProblems.Result(refused, null, mutation: false),
            _ => ProblemKind.NoAnswer.Result($"'{id}' gave no answer within {AnswerTime.TotalSeconds} s."),
        };
    }

    private static async Task<IResult> ResolveAsync(
        HttpContext http, string gateway, string device, ResolveBody body, string? timeout, IDeviceClient devices)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        if (!LockToken.TryRead(http, out var token, out problem)) return problem;
        if (body.Action is not { } action) return ProblemKind.BadRequest.Result("action: Apply or Adopt is expected.");
        var key = new ResolutionKey(devices, client, body);
        if (await key.KnownAsync() is { } known) return known;
        var reply = await devices.AskAsync(new ShadowQueries.GetDevice(client.Device), AnswerTime);
        if (reply is ShadowReplies.Refused refused) return RefusalProblems.Result(refused, null, mutation: false);
        if (reply is not ShadowReplies.DeviceStatus status)
            return ProblemKind.NoAnswer.Result($"'{client.Device}' gave no answer in time.");
        var resolution = new Resolution(devices, client, action, token?.Proof);
        foreach (var point in body.Points ?? [.. status.Held.Select(held => held.Point.Value)])
            await resolution.ResolveAsync(point, status.Held.FirstOrDefault(held => held.Point.Value == point));
        if (resolution is { Resolved.Count: 0, Locked: { } locked })
            return RefusalProblems.Result(locked, client.Request, mutation: false);
        return resolution.Problems.Count == 0
            ? await key.KeepAsync(resolution.Resolved)
            : new ProblemResult(ProblemKind.NotResolved.Body(
                $"{resolution.Resolved.Count} resolved, {resolution.Problems.Count} not.") with
            {
                Problems = [.. resolution.Problems],
            });
    }

    /// <summary>A client's key stands for all that was resolved with it. Where not all was, it may be tried again.
    /// </summary>
    private sealed class ResolutionKey(IDeviceClient devices, ClientRequest client, ResolveBody body)
    {
        private readonly string _asked = Convert.ToHexStringLower(SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Web.ResolveBody)));

        /// <summary>The first one's answer, or why it is none; null: it has to be done.</summary>
        public async Task<IResult?> KnownAsync()
        {
            if (!client.Keyed) return null;
            return await AskAsync(answer: null) switch
            {
                ShadowReplies.Done { Text: "" } => null,
                ShadowReplies.Done done => Json(done.Text),
                ShadowReplies.Refused refused => RefusalProblems.Result(refused, client.Request, mutation: false),
                _ => ProblemKind.NoAnswer.Result($"'{client.Device}' gave no answer in time."),
            };
        }

        /// <summary>What is resolved stays so, also where its key could not be kept.</summary>
        public async Task<IResult> KeepAsync(IReadOnlyList<ResolvedBody> resolved)
        {
            var answer = JsonSerializer.Serialize(resolved, ApiJson.Web.IReadOnlyListResolvedBody);
            if (client.Keyed) await AskAsync(answer);
            return Json(answer);
        }

        private Task<ShadowReplies.IShadowReply?> AskAsync(string? answer) => devices.AskAsync(
            new ShadowCommands.KeepAnswer(
                client.Device, client.Request, client.Principal, _asked, answer, client.Timeout));

        private static IResult Json(string text) => TypedResults.Content(text, "application/json; charset=utf-8");
    }

    /// <summary>One after the other: what was done stays done when a later one can't be.</summary>
    private sealed class Resolution(
        IDeviceClient devices, ClientRequest client, ResolveAction action, string? proof)
    {
        public List<ResolvedBody> Resolved { get; } = [];

        public List<string> Problems { get; } = [];

        /// <summary>The newest refusal since another holds the lock; null: there was none.</summary>
        public ShadowReplies.Refused? Locked { get; private set; }

        public async Task ResolveAsync(string point, HeldDifference? held)
        {
            if (held is null)
            {
                Problems.Add($"{point}: no difference of this setting is held.");
                return;
            }

            var (value, problem) = await ReadAsync(held);
            if (problem is null && action == ResolveAction.Apply) (value, problem) = await ApplyAsync(held);
            else if (problem is null) problem = await AdoptAsync(held, value);
            if (problem is null) Resolved.Add(new ResolvedBody(held.Point, action, value));
            else Problems.Add($"{point}: {problem}");
        }

        private async Task<(PointValue? Value, string? Problem)> ReadAsync(HeldDifference held)
        {
            var reply = await devices.AskAsync(new ShadowCommands.ReadPoints(
                client.Device, Part(held, "read"), client.Principal, [held.Point], client.Timeout));
            if (reply is not ShadowReplies.PointsRead { Readings: [var reading] })
                return (null, WhyNot(reply, "it could not be read"));
            if (held.Actual is null && action == ResolveAction.Apply) return (null, null);
            if (reading is not { ServedBy: ServedBy.Driver, Status.IsGood: true })
                return (null, $"it could not be read from the device ({reading.Status}).");
            return held.Actual is { } seen && reading.Value != seen
                ? (null, $"the device has {reading.Value} by now, no longer {seen}: look again.")
                : (reading.Value, null);
        }

        private async Task<(PointValue? Value, string? Problem)> ApplyAsync(HeldDifference held)
        {
            var reply = await devices.AskAsync(new ShadowCommands.Mutate(
                client.Device, Part(held, "apply"), false, client.Principal,
                new WriteOperation(held.Point, held.Recorded), client.Timeout, Lock: proof));
            return reply is ShadowReplies.RequestStatus { Verdict: Verdict.Confirmed }
                ? (held.Recorded, null)
                : (null, WhyNot(reply, "no verdict came in time"));
        }

        private async Task<string?> AdoptAsync(HeldDifference held, PointValue? value)
        {
            if (value is not { } has) return "it can't be read back, so there is nothing to adopt.";
            var reply = await devices.AskAsync(new ShadowCommands.AdoptSetting(
                client.Device, Part(held, "adopt"), client.Principal, held.Point, has, client.Timeout, Lock: proof));
            return reply is ShadowReplies.Done ? null : WhyNot(reply, "no answer came in time");
        }

        /// <summary>Each is a request of its own, and told by its name where there is room for that.</summary>
        private RequestId Part(HeldDifference held, string what)
        {
            var name = $"{client.Request}-{what}-{held.Point}";
            return new RequestId(RequestId.IsValid(name) ? name : $"{Guid.NewGuid():n}");
        }

        private string WhyNot(ShadowReplies.IShadowReply? reply, string otherwise)
        {
            if (reply is ShadowReplies.Refused { Kind: RefusalKind.Locked } locked) Locked = locked;
            return reply switch
            {
                ShadowReplies.Refused refused => refused.Reason,
                ShadowReplies.RequestStatus status => $"{status.Verdict}: {status.Reason}",
                _ => otherwise,
            };
        }
    }
}
