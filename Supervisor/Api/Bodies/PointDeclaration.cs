using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What the plant file says of a point.</summary>
/// <param name="Min">The least value that may be written; null: what the type holds.</param>
/// <param name="Readable">False: its value is what was written last.</param>
/// <param name="Length">Of a string, in characters; else null.</param>
/// <param name="Values">The names of an enumeration; else null.</param>
/// <param name="Fields">Of a structure, in the order of their addresses; else null.</param>
public sealed record PointDeclaration(
    PointId Point,
    PointType Type,
    string Unit,
    PointRole Role,
    bool Writable,
    double? Min,
    double? Max,
    bool Readable,
    int? Length,
    IReadOnlyList<string>? Values,
    IReadOnlyList<FieldDeclaration>? Fields)
{
    public static PointDeclaration Of(PointSpec spec) => new(
        spec.Id,
        spec.Type,
        spec.Unit,
        spec.Role,
        spec.IsWritable,
        spec.Range?.Min,
        spec.Range?.Max,
        spec.IsReadable,
        spec.Type == PointType.String ? spec.Length : null,
        spec.Names?.All.Select(known => known.Name).ToList(),
        spec.Fields.IsEmpty ? null : [.. spec.Fields.Select(FieldDeclaration.Of)]);
}
