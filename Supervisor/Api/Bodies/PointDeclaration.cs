using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What the plant file says of a point.</summary>
/// <param name="Min">The least value that may be written; null: what the type holds.</param>
public sealed record PointDeclaration(
    PointId Point, PointType Type, string Unit, PointRole Role, bool Writable, double? Min, double? Max)
{
    public static PointDeclaration Of(PointSpec spec) => new(
        spec.Id, spec.Type, spec.Unit, spec.Role, spec.IsWritable, spec.Range?.Min, spec.Range?.Max);
}
