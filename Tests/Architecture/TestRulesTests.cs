namespace Understudy.Tests.Architecture;

public sealed class TestRulesTests
{
    [Theory]
    [InlineData("class Links { [Fact] public void A() { } }", 1)]
    [InlineData("class LinkTest { [Theory, InlineData(1)] public void A(int a) { } }", 1)]
    [InlineData("class Tests { [Fact] public void A() { } }", 1)]
    [InlineData("class LinkTests { [Fact] public void A() { } } class Probe;", 0)]
    [InlineData("class Probe; class LinkTests { [Fact(Timeout = 5)] public void A() { } }", 0)]
    public void A_class_with_tests_is_named_after_its_subject(string text, int violations) =>
        Assert.Equal(violations, TestRules.MisnamedTestClass(new("Tests/A.cs", text)).Count());

    [Theory]
    [InlineData("[Fact(Skip = \"flaky\")]", 1)]
    [InlineData("[Fact(Explicit = true)]", 1)]
    [InlineData("[Fact(\n    SkipUnless = nameof(HasPeer))]", 1)]
    [InlineData("Assert.Skip(\"no peer\");", 1)]
    [InlineData("Assert.SkipWhen(true, \"no peer\");", 1)]
    [InlineData("items.Skip(1); // [Fact(Skip = 1)]", 0)]
    public void No_test_is_left_out(string text, int violations) =>
        Assert.Equal(violations, TestRules.SkippedTest(new("Tests/A.cs", text)).Count());

    [Fact]
    public void Every_test_class_is_named_after_its_subject() =>
        Assert.Empty(Repository.Files.SelectMany(TestRules.MisnamedTestClass));

    [Fact]
    public void Every_test_runs() => Assert.Empty(Repository.Files.SelectMany(TestRules.SkippedTest));
}
