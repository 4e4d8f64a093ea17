using System.Reflection;
using System.Text.RegularExpressions;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Problems;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Api.Problems;

public sealed partial class ProblemKindTests
{
    [Fact]
    public void The_page_for_users_has_all_kinds_of_problems_and_no_other()
    {
        var known = typeof(ProblemKind).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<ProblemKind>()
            .Concat(Enum.GetValues<RefusalKind>().Select(RefusalProblems.Of))
            .Select(kind => (Status: $"{kind.Status}", kind.Name, kind.Title)).Distinct().Order();
        var told = Row().Matches(RepositoryFile.Text("docs", "policies.md"))
            .Select(row => (Status: row.Groups[1].Value, Name: row.Groups[2].Value, Title: row.Groups[3].Value));
        Assert.Equal(known, told.Order());
    }

    [Fact]
    public void No_two_kinds_have_one_name() => Assert.DoesNotContain(
        Row().Matches(RepositoryFile.Text("docs", "policies.md")).GroupBy(row => row.Groups[2].Value),
        rows => rows.Count() > 1);

    [GeneratedRegex(@"^\| (\d{3}) \| `([a-z-]+)` \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
