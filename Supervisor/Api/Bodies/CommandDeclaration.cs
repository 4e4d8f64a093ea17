using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What the plant file says of a command.</summary>
/// <param name="TakesValue">It needs the argument <c>value</c>.</param>
public sealed record CommandDeclaration(CommandId Command, bool Idempotent, bool Safe, bool TakesValue)
{
    public static CommandDeclaration Of(CommandSpec spec) =>
        new(spec.Id, spec.Idempotent, spec.Safe, spec.Value is null);
}
