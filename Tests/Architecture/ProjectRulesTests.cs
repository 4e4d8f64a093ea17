using System.Reflection;
using NetArchTest.Rules;

namespace Understudy.Tests.Architecture;

public sealed class ProjectRulesTests
{
    public static TheoryData<string> Layers => [.. ProjectRules.Layers];

    private static IEnumerable<SourceFile> Projects =>
        Repository.Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal));

    [Theory]
    [InlineData("DriverActors", "../ShadowActors/ShadowActors.csproj", 1)]
    [InlineData("Hardware", "..\\DriverActors\\DriverActors.csproj", 1)]
    [InlineData("Supervisor", "../Tests/Tests.csproj", 1)]
    [InlineData("ShadowActors", "../DriverActors/DriverActors.csproj", 0)]
    public void A_project_references_only_lower_ones(string layer, string reference, int violations)
    {
        var text = $"""<Project><ItemGroup><ProjectReference Include="{reference}" /></ItemGroup></Project>""";

        Assert.Equal(violations, ProjectRules.UpwardReference(new($"{layer}/{layer}.csproj", text)).Count());
    }

    [Theory]
    [InlineData("DriverActors", "Understudy.ShadowActors", 1)]
    [InlineData("ShadowActors", "understudy", 1)]
    [InlineData("ShadowActors", "Understudy.Hardware", 0)]
    [InlineData("DriverActors", "Akka", 0)]
    public void An_assembly_uses_only_lower_ones(string layer, string used, int violations) =>
        Assert.Equal(violations, ProjectRules.UpwardAssembly(layer, [used]).Count());

    [Theory]
    [InlineData("Hardware", "Akka.Streams", 1)]
    [InlineData("Hardware", "AkkadianDates", 0)]
    [InlineData("DriverActors", "Akka", 0)]
    public void Hardware_references_no_actors(string layer, string package, int violations)
    {
        var text = $"""<Project><ItemGroup><PackageReference Include="{package}" /></ItemGroup></Project>""";

        Assert.Equal(violations, ProjectRules.ActorsInHardware(new($"{layer}/{layer}.csproj", text)).Count());
    }

    [Fact]
    public void A_version_in_a_project_is_seen() =>
        Assert.Single(ProjectRules.VersionOutsideOfTheCentralFile(
            new("A.csproj", """<PackageReference Include="Akka" Version="1" />""")));

    [Fact]
    public void Every_project_keeps_to_the_layers() =>
        Assert.Empty(Projects.SelectMany(ProjectRules.UpwardReference)
            .Concat(Projects.SelectMany(ProjectRules.ActorsInHardware)));

    [Fact]
    public void Every_version_stands_in_the_central_file() =>
        Assert.Empty(Projects.SelectMany(ProjectRules.VersionOutsideOfTheCentralFile));

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_assembly_keeps_to_the_layers(string layer)
    {
        var referenced = Load(layer).GetReferencedAssemblies().Select(name => name.Name ?? "");

        Assert.Empty(ProjectRules.UpwardAssembly(layer, referenced));
    }

    [Fact]
    public void No_type_of_Hardware_depends_on_actors()
    {
        var result = Types.InAssembly(Load("Hardware")).Should().NotHaveDependencyOnAny("Akka").GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypes.Select(type => type.FullName)));
    }

    private static Assembly Load(string layer) => Assembly.Load(ProjectRules.AssemblyOf(layer));
}
