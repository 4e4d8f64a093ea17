using System.Collections.Immutable;
using CsCheck;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Protocol;

public sealed class OperationTests
{
    private static readonly Gen<string> Texts = Gen.String[Gen.Char["a1:, {}=\""], 0, 8];

    [Fact]
    public void Another_structure_has_another_digest() => Gen.Select(Texts, Texts, Texts, Texts).Sample((a, b, c, d) =>
        Assert.Equal((a, b) == (c, d), Structure(a, b).Digest == Structure(c, d).Digest));

    [Fact]
    public void Other_arguments_have_another_digest() => Gen.Select(Texts, Texts, Texts, Texts).Sample((a, b, c, d) =>
        Assert.Equal((a, b) == (c, d), Invoke(a, b).Digest == Invoke(c, d).Digest));

    [Fact]
    public void Another_kind_has_another_digest()
    {
        PointValue[] values =
            [PointValue.Of(1L), PointValue.Of(1.0), PointValue.Of("1"), PointValue.Of(true), PointValue.Of("true")];
        var id = new PointId("sp");
        Assert.Equal(values.Length, values.Select(value => new WriteOperation(id, value).Digest).Distinct().Count());
    }

    private static WriteOperation Structure(string a, string b) => new(
        new PointId("ramp"),
        PointValue.Of(new StructureValue(
            [KeyValuePair.Create("a", PointValue.Of(a)), KeyValuePair.Create("b", PointValue.Of(b))])));

    private static InvokeOperation Invoke(string a, string b) => new(
        new CommandId("go"),
        ImmutableSortedDictionary<string, PointValue>.Empty.Add("a", PointValue.Of(a)).Add("b", PointValue.Of(b)));
}
