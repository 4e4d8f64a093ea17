using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What a request asks to change.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(WriteOperation), "write")]
[JsonDerivedType(typeof(InvokeOperation), "invoke")]
public abstract record Operation
{
    /// <summary>The same text for the same operation, another one for another: what an idempotency key stands for.
    /// </summary>
    public abstract string Digest { get; }

    /// <summary>JSON keeps apart what people's text does not: kinds, and where a text ends.</summary>
    private protected static string Exact(PointValue value) => JsonSerializer.Serialize(value);
}

public sealed record WriteOperation(PointId Point, PointValue Value) : Operation
{
    [JsonIgnore]
    public override string Digest => $"write {Point} {Exact(Value)}";

    public override string ToString() => $"write {Point} = {Value}";
}

public sealed record InvokeOperation(
    CommandId Command, ImmutableSortedDictionary<string, PointValue> Arguments) : Operation
{
    [JsonIgnore]
    public override string Digest =>
        $"invoke {Command} {string.Join(' ', Arguments.Select(pair => $"{pair.Key}={Exact(pair.Value)}"))}";

    public override string ToString() => $"invoke {Command}";
}
