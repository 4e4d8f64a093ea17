using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Understudy.Tests.Architecture;

public sealed partial class DependencyTableTests
{
    [Fact]
    public void The_table_of_dependencies_names_the_packages_and_versions_in_use()
    {
        var central = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var properties = central.Descendants("PropertyGroup").Elements().ToDictionary(
            property => $"$({property.Name.LocalName})", property => property.Value);
        var used = central.Descendants("PackageVersion").Select(package => (
            Name: (string)package.Attribute("Include")!,
            Version: properties.GetValueOrDefault(
                (string)package.Attribute("Version")!, (string)package.Attribute("Version")!)));

        var table = File.ReadAllText(Path.Combine(Repository.Root, "docs/adr/0002-dependencies.md"));
        var listed = Row().Matches(table).Select(row => (Name: row.Groups[1].Value, Version: row.Groups[2].Value));

        Assert.Equal(used.Order(), listed.Order());
    }

    [GeneratedRegex(@"^\| ([\w.]+) \| (\d[\w.-]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
