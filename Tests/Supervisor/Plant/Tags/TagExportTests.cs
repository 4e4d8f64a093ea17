using Understudy.Supervisor.Plant.Tags;

namespace Understudy.Tests.Supervisor.Plant.Tags;

public sealed class TagExportTests
{
    [Fact]
    public void Each_point_and_each_field_is_a_row()
    {
        var csv = Csv(
            "sp: {at: holding/2, type: int16, scale: 0.1, range: [0, 300], role: configuration, scan: fast}",
            "ramp: {role: configuration, after: [sp], fields: {time: {at: holding/40, unit: min} } }",
            "mode: {at: input/4, values: {0: off, 1: on} }");
        Assert.Equal(
            """
            id,structure,at,type,length,order,scale,offset,unit,rangeMin,rangeMax,values,role,readable,scan
            sp,,holding/2,int16,,,0.1,,,0,300,,configuration,,fast
            ramp,,,structure,,,,,,,,,configuration,,
            time,ramp,holding/40,uint16,,,,,min,,,,,,
            mode,,input/4,uint16,,,,,,,,"0=off;1=on",measurement,,
            """,
            string.Join('\n', csv.TrimEnd().Split('\n').Select(line => string.Join(',', line.Split(',')[..15]))));
    }

    [Fact]
    public void No_cell_of_text_begins_as_a_formula()
    {
        var csv = Csv("a: {at: input/4, type: int16, values: {-1: \"=1+1\"} }");
        Assert.Contains(",'-1==1+1,", csv);
    }

    [Fact]
    public void Negative_numbers_stay_numbers() =>
        Assert.Contains(",-40,", Csv("a: {at: input/4, type: int16, offset: -40}"));

    [Fact]
    public void Reference_numbers_are_exported_as_addresses()
    {
        var yaml = Given.Points("a: {at: 40001, role: output}").Replace(
            "class: register", "class: register\n    addressing: modicon");
        Assert.Contains("\na,,holding/0,", TagExport.Of(yaml, "plant.yaml", null, ',').Csv);
    }

    [Fact]
    public void A_profile_must_be_chosen_where_there_are_several()
    {
        var result = TagExport.Of(Given.Example, "plant.yaml", null, ',');
        Assert.Equal(
            "plant.yaml: there are several profiles, choose one with --profile: eurotherm, vfd.",
            result.Problems.Single());
    }

    [Fact]
    public void A_misspelt_profile_is_told_what_may_be_meant() => Assert.Equal(
        "plant.yaml: 'eurotherms' is no profile: did you mean 'eurotherm'?",
        TagExport.Of(Given.Example, "plant.yaml", "eurotherms", ',').Problems.Single());

    private static string Csv(params string[] points)
    {
        var result = TagExport.Of(Given.Points(points), "plant.yaml", "p", ',');
        Assert.True(result.IsValid, string.Join('\n', result.Problems));
        return result.Csv;
    }
}
