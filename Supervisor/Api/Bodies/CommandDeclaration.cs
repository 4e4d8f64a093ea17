using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What the plant file says of a command.</summary>
/// <param name="TakesValue">It needs the argument <c>value</c>.</param>
/// <param name="Unit">Of the argument; null where it takes none.</param>
/// <param name="Min">The least that the argument may be; null: what the type holds, or it takes none.</param>
public sealed record CommandDeclaration(
    CommandId Command, bool Idempotent, bool Safe, bool TakesValue, string? Unit, double? Min, double? Max)
{
    public static CommandDeclaration Of(CommandSpec spec) => new(
        spec.Id, spec.Idempotent, spec.Safe, spec.Value is null, spec.Value is null ? spec.Unit : null,
        spec.Range?.Min, spec.Range?.Max);
}
