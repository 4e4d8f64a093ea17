using Understudy.ShadowActors.Domain.Alarms;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.ShadowActors.Domain.Alarms;

public sealed class AlarmConditionsTests
{
    [Fact]
    public void The_page_of_alarms_has_the_table_of_conditions()
    {
        var rows = RepositoryFile.Text("docs", "alarms.md").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(
            AlarmConditions.All.Select(each => $"| `{each.Name}` | {each.Owner.ToString().ToLowerInvariant()} | "
                + $"{each.Severity.ToString().ToLowerInvariant()} | {each.OnDelay.TotalSeconds} s | {each.Meaning} | "
                + $"{each.Guidance} |"),
            rows);
    }

    [Fact]
    public void No_two_conditions_have_one_name() =>
        Assert.Distinct(AlarmConditions.All.Select(condition => condition.Name));
}
