using Understudy.Tests.ShadowActors.Journal;

namespace Understudy.Tests.Campaign.CutPoints;

/// <summary>Every kind of mutation, cut at every place, in every way.</summary>
public sealed class CutPointTests
{
    public static TheoryData<CutKind> Kinds { get; } = new(Enum.GetValues<CutKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Device_client_and_journal_agree_wherever_it_is_cut(CutKind kind)
    {
        // Most of the time is waiting, each with a journal and a device of its own.
        var problems = await Task.WhenAll(Enum.GetValues<Cut>().Select(cut => PlayAsync(kind, cut)));

        var found = problems.SelectMany(each => each).ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    private static async Task<IReadOnlyList<string>> PlayAsync(CutKind kind, Cut cut)
    {
        await using var database = new SqliteDatabase();
        await using var rig = await CutRig.StartAsync(await database.CreateAsync());
        foreach (var place in Enum.GetValues<CutPlace>()) await rig.PlayAsync(kind, place, cut);
        return await rig.ProblemsAsync();
    }
}
