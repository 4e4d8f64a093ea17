using System.Text.Json.Serialization;

namespace Understudy.Supervisor.CommandLine.Probing;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProbeLine.Register))]
[JsonSerializable(typeof(ProbeLine.Bit))]
[JsonSerializable(typeof(ProbeLine.Gap))]
[JsonSerializable(typeof(ProbeLine.Point))]
[JsonSerializable(typeof(ProbeLine.Ended))]
internal sealed partial class ProbeJson : JsonSerializerContext;
