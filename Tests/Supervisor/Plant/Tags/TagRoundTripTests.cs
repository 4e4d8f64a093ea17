using CsCheck;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Tags;

namespace Understudy.Tests.Supervisor.Plant.Tags;

public sealed class TagRoundTripTests
{
    public static readonly TheoryData<string> Plants = ["example", "hall1", "lab", "simulated", "utilities"];

    [Fact]
    public void A_profile_exported_and_imported_has_the_same_points() => Gen
        .Select(TagProfiles.Points, Gen.OneOf(',', ';', '\t'))
        .Sample((points, separator) => IsKept(Profile(points), "p", separator), iter: 1_000);

    [Theory]
    [MemberData(nameof(Plants))]
    public void Each_profile_of_an_example_plant_comes_back_with_the_same_points(string plant)
    {
        var yaml = RepositoryFile.Text("Deploy", "plants", $"{plant}.yaml");
        var profiles = yaml[yaml.IndexOf("\nprofiles:", StringComparison.Ordinal)..];
        var names = Given.Plant(yaml).Gateways.SelectMany(gateway => gateway.Devices)
            .Select(device => device.Profile).Distinct().ToArray();
        Assert.NotEmpty(names);
        Assert.All(names, name => IsKept(Gateway(name) + profiles, name, ','));
    }

    [Fact]
    public void What_is_imported_is_written_the_same_again() => TagProfiles.Points.Sample(
        points =>
        {
            var once = Imported(Exported(Profile(points), "p", ','), "p");
            Assert.Equal(once, Imported(Exported(once, "p", ';'), "p"));
        },
        iter: 300);

    private static void IsKept(string yaml, string profile, char separator)
    {
        var imported = Imported(Exported(yaml, profile, separator), profile, Given.Device(yaml).Class);
        var again = Gateway(profile) + imported[imported.IndexOf("\nprofiles:", StringComparison.Ordinal)..];
        Assert.Equal(PointsOf(yaml), PointsOf(again));
    }

    private static string Profile(string[] points) =>
        $"{Gateway("p")}\nprofiles:\n  p:\n    class: register\n    points:\n      {string.Join("\n      ", points)}";

    private static IEnumerable<PointSpec> PointsOf(string yaml) => Given.Device(yaml).Points;

    private static string Gateway(string profile) =>
        $$"""
        gateways:
          g:
            link: {modbusTcp: h}
            scanClasses: {fast: 500ms, slow: 2s}
            devices: {d: {profile: {{profile}}, unit: 1} }

        """;

    private static string Exported(string yaml, string profile, char separator)
    {
        var result = TagExport.Of(yaml, "plant.yaml", profile, separator);
        Assert.True(result.IsValid, $"{string.Join('\n', result.Problems)}\n{yaml}");
        return result.Csv;
    }

    private static string Imported(
        string csv, string profile, DeviceClass deviceClass = DeviceClass.Register)
    {
        var result = TagImport.Parse(csv, "tags.csv", profile, deviceClass, Addressing.ZeroBased);
        Assert.True(result.IsValid, $"{string.Join('\n', result.Problems)}\n{csv}");
        return result.Yaml;
    }
}
