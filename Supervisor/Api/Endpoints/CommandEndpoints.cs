using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Api.Endpoints;

/// <summary>Invoking commands.</summary>
public static class CommandEndpoints
{
    private const int ArgumentsMax = 16;
    private const string ValueArgument = "value";

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/devices/{gateway}/{device}/commands/{command}", InvokeAsync)
            .WithSummary("Invokes a command.")
            .WithDescription("The header Idempotency-Key makes it safe to send again: it is executed once.")
            .Produces<RequestBody>()
            .Produces<RequestBody>(StatusCodes.Status202Accepted)
            .WithProblems(400, 403, 404, 409, 413, 415, 422, 423, 503, 504);

    private static async Task<IResult> InvokeAsync(
        HttpContext http,
        string gateway,
        string device,
        string command,
        InvokeBody? body,
        string? timeout,
        IDeviceClient devices,
        PlantView plant,
        RequestIndex requests)
    {
        if (!ClientRequest.TryRead(http, gateway, device, timeout, out var client, out var problem)) return problem;
        if (!LockToken.TryRead(http, out var token, out problem)) return problem;
        if (!Name.IsValid(command))
            return ProblemKind.UnknownCommand.Result($"'{client.Device}' has no command '{command}'.");
        var arguments = (body?.Args ?? ImmutableDictionary<string, PointValue>.Empty)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (arguments.Count > ArgumentsMax)
            return ProblemKind.BadRequest.Result($"args: at most {ArgumentsMax} arguments are taken.");
        var id = new CommandId(command);
        if (plant.Current?.Device(client.Device)?.Command(id) is { } spec
            && arguments.TryGetValue(ValueArgument, out var value))
        {
            arguments = arguments.SetItem(ValueArgument, ValueInput.For(spec, value));
        }

        requests.Note(client.Request, client.Device);
        var reply = await devices.AskAsync(new ShadowCommands.Mutate(
            client.Device,
            client.Request,
            client.Keyed,
            client.Principal,
            new InvokeOperation(id, arguments),
            client.Timeout,
            Lock: token?.Proof));
        return VerdictAnswers.Of(reply, client.Request);
    }
}
