using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>One step of unlocking or locking: a write of a point or a command, exactly one of the two.</summary>
/// <param name="Value">What is written; of a command, null where it takes none.</param>
public sealed record RestoreStep(PointId? Point, CommandId? Command, PointValue? Value)
{
    public override string ToString() => Point is not null ? $"write {Point} = {Value}"
        : Value is null ? $"invoke {Command}"
        : $"invoke {Command} = {Value}";
}
