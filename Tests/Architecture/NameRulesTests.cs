namespace Understudy.Tests.Architecture;

public sealed class NameRulesTests
{
    [Theory]
    [InlineData("Supervisor/LinkManager.cs", "", 1)]
    [InlineData("Supervisor/JsonUtils.cs", "", 1)]
    [InlineData("Supervisor/TableHelper.razor", "", 1)]
    [InlineData("Supervisor/A.cs", "internal static class PathHelpers;", 1)]
    [InlineData("Supervisor/A.cs", "public sealed record struct LinkManager(int A);", 1)]
    [InlineData("Supervisor/A.cs", "interface IDeviceManager;", 1)]
    [InlineData("Supervisor/A.cs", "ConfigurationManager m; // class LinkManager", 0)]
    [InlineData("Supervisor/ShadowManagerActor.cs", "class ShadowManagerActor;", 0)]
    [InlineData("Supervisor/Utilisation.cs", "record Utilisation(double Ratio);", 0)]
    public void A_name_says_what_the_thing_is(string path, string text, int violations) =>
        Assert.Equal(violations, NameRules.EmptyName(new(path, text)).Count());

    [Theory]
    [InlineData("Hardware/Links/A.cs", "namespace Understudy.Hardware;", 1)]
    [InlineData("Hardware/Links/A.cs", "class A;", 1)]
    [InlineData("Hardware/Links/A.cs", "namespace Understudy.Hardware.Links;", 0)]
    [InlineData("Supervisor/Program.cs", "return 0; public partial class Program;", 0)]
    [InlineData("Tests/AssemblyFixtures.cs", "[assembly: AssemblyFixture(typeof(int))]", 0)]
    public void A_namespace_is_the_folder(string path, string text, int violations) =>
        Assert.Equal(violations, NameRules.ForeignNamespace(new(path, text)).Count());

    [Fact]
    public void Every_name_says_something() => Assert.Empty(Repository.Files.SelectMany(NameRules.EmptyName));

    [Fact]
    public void Every_namespace_is_its_folder() =>
        Assert.Empty(Repository.Files.SelectMany(NameRules.ForeignNamespace));
}
