using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What the plant file says of a field of a structure; as of a point.</summary>
public sealed record FieldDeclaration(
    string Field,
    PointType Type,
    string Unit,
    double? Min,
    double? Max,
    int? Length,
    IReadOnlyList<string>? Values)
{
    public static FieldDeclaration Of(FieldSpec spec) => new(
        spec.Name,
        spec.Type,
        spec.Unit,
        spec.Range?.Min,
        spec.Range?.Max,
        spec.Type == PointType.String ? spec.Length : null,
        spec.Names?.All.Select(known => known.Name).ToList());
}
