namespace Understudy.Tests.Architecture;

public sealed class SizeRulesTests
{
    [Theory]
    [InlineData("A.cs", 401, 1)]
    [InlineData("A.razor", 401, 1)]
    [InlineData("A.cs", 400, 0)]
    [InlineData("a.json", 401, 0)]
    public void A_file_has_at_most_400_lines(string path, int lines, int violations) =>
        Assert.Equal(violations, SizeRules.LongFile(Lines(path, lines)).Count());

    [Theory]
    [InlineData(121, 1)]
    [InlineData(120, 0)]
    public void A_line_has_at_most_120_columns(int columns, int violations) =>
        Assert.Equal(violations, SizeRules.WideLine(new("A.cs", "\n" + new string('x', columns) + "\n")).Count());

    [Theory]
    [InlineData(100, 1)]
    [InlineData(99, 0)]
    public void The_median_of_all_files_is_below_100_lines(int middle, int violations) =>
        Assert.Equal(
            violations,
            SizeRules.LongMedian([Lines("A.cs", 5), Lines("B.cs", middle), Lines("C.cs", 300)]).Count());

    [Fact]
    public void Every_file_is_short() => Assert.Empty(Repository.Files.SelectMany(SizeRules.LongFile));

    [Fact]
    public void Every_line_is_narrow() => Assert.Empty(Repository.Files.SelectMany(SizeRules.WideLine));

    [Fact]
    public void The_usual_file_is_short() => Assert.Empty(SizeRules.LongMedian(Repository.Files));

    private static SourceFile Lines(string path, int count) =>
        new(path, string.Concat(Enumerable.Repeat("x\n", count)));
}
