using System.Text.RegularExpressions;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Tags;

namespace Understudy.Tests.Supervisor.Plant.Tags;

public sealed class TagImportTests
{
    [Fact]
    public void Points_become_lines_with_only_the_keys_that_matter()
    {
        var yaml = Yaml(
            "id,at,type,order,scale,unit,rangeMin,rangeMax,values,role,readable,repeatable\n"
            + "temp,input/0,float32,CDAB,1,Cel,,,,measurement,TRUE,\n"
            + "sp,holding/2,int16,,0.1,Cel,0,300,,configuration,true,FALSE\n"
            + "state,input/4,uint16,,,,,,0=off;1=heating,,,\n");
        Assert.Equal(
            """
            gateways: {}

            profiles:
              oven:
                class: register
                points:
                  temp:  {at: input/0, type: float32, order: CDAB, unit: Cel}
                  sp:    {at: holding/2, type: int16, scale: 0.1, unit: Cel, range: [0, 300], role: configuration}
                  state: {at: input/4, values: {0: off, 1: heating}}

            """,
            yaml);
    }

    [Fact]
    public void Fields_are_rows_that_name_their_structure()
    {
        var yaml = Yaml(
            "id,structure,at,type,role\ntarget,ramp,holding/40,float32,\nramp,,,structure,configuration\n"
            + "time,ramp,holding/42,,\n");
        Assert.EndsWith(
            """
                  ramp:
                    role: configuration
                    fields:
                      target: {at: holding/40, type: float32}
                      time:   {at: holding/42}

            """,
            yaml);
    }

    [Theory]
    [InlineData("id;at;unit\r\nt;input/0;Cel\r\n")]
    [InlineData("\uFEFFid\tat\tunit\r\nt\tinput/0\tCel\r\n")]
    [InlineData("ID,At,UNIT\n\n t , input/0 ,Cel\n,,\n")]
    [InlineData("\"id\";\"at\";\"unit\"\n\"t\";\"input/0\";\"Cel\"")]
    [InlineData("id,#remark,at,unit,\nt,\"two\r\nlines, \"\"quoted\"\"\",input/0,Cel,\n")]
    public void A_table_is_read_as_spreadsheets_write_it(string csv) =>
        Assert.EndsWith("      t: {at: input/0, unit: Cel}\n", Yaml(csv));

    [Fact]
    public void Reference_numbers_become_addresses_of_the_wire() => Assert.EndsWith(
        "      a: {at: holding/0, role: output}\n      b: {at: input/9.3}\n",
        Yaml("id,at,role\na,40001,output\nb,300010.3,\n", Addressing.Modicon));

    [Theory]
    [InlineData("id,at\nt,inptu/0\n", "tags.csv: row 2, column at: An address (table/offset*")]
    [InlineData("id,at\n\nt,input/0\nu,input/0\n", "tags.csv: row 4, column id: *")]
    [InlineData("id,at\nt,40001\n", "tags.csv: row 2, column at: *--addressing modicon.")]
    [InlineData("id,at,scale\nt,input/0,\"0,1\"\n", "tags.csv: row 2, column scale: *decimal comma: write 0.1.")]
    [InlineData("id,at,rangeMin,rangeMax\nt,input/0,,5\n", "tags.csv: row 2, column rangeMin: *both ends*")]
    [InlineData("id,at,values\nt,input/0,off\n", "tags.csv: row 2, column values: *0=off;1=on*")]
    [InlineData("id,at,structure\nt,input/0,ramp\n", "tags.csv: row 2, column structure: 'ramp' has no row*")]
    [InlineData("id,at,role,type\ns,,output,structure\nt,holding/0,output,\n", "tags.csv: row 2, column id: *")]
    [InlineData("id,at,tpye\nt,input/0,int16\n", "tags.csv: row 1: 'tpye' is no column: did you mean 'type'?*")]
    [InlineData("id,at,AT\nt,input/0,\n", "tags.csv: row 1: The column at is there twice.")]
    [InlineData("id,role\nt,output\n", "tags.csv: row 1: There is no column at.")]
    [InlineData("id,at\n,input/0\n", "tags.csv: row 2, column id: The point has no id.")]
    [InlineData("id,at\nt,input/0,Cel\n", "tags.csv: row 2: 'Cel' stands in column 3, and the header names 2.")]
    [InlineData("id,at\nt,\"input/0\n", "tags.csv: row 2: *")]
    [InlineData("id,at\n", "tags.csv: row 2: There are no points*")]
    [InlineData("id,at\nt,input/0\nu,m\uFFFD\n", "tags.csv: row 3: The file is not UTF-8*")]
    [InlineData("", "tags.csv: row 1: The first row names the columns: id, structure, at*")]
    [InlineData(
        "id,structure,at,role\ns,,,output\nf,s,holding/0,output\n",
        "tags.csv: row 3, column role: 'role' is no key of a field*")]
    public void A_problem_names_file_row_and_column(string csv, string expected)
    {
        var result = Parse(csv, Addressing.ZeroBased);
        Assert.Null(result.Yaml);
        var pattern = string.Join(".*", expected.Split('*').Select(Regex.Escape));
        Assert.Matches($"^{pattern}$", result.Problems[0]);
    }

    [Fact]
    public void Leading_zeros_that_a_spreadsheet_took_are_missed() => Assert.Contains(
        "leading zeros", Parse("id,at,role\nc,1,output\n", Addressing.Modicon).Problems.Single());

    [Fact]
    public void Many_problems_are_counted_and_not_all_listed()
    {
        var result = Parse("id,at\n" + string.Concat(Enumerable.Range(0, 150).Select(i => $"p{i},nowhere\n")),
            Addressing.ZeroBased);
        Assert.Equal(101, result.Problems.Length);
        Assert.Equal("and 50 more problems", result.Problems[^1]);
    }

    private static string Yaml(string csv, Addressing addressing = Addressing.ZeroBased)
    {
        var result = Parse(csv, addressing);
        Assert.True(result.IsValid, string.Join('\n', result.Problems));
        return result.Yaml;
    }

    private static TagImportResult Parse(string csv, Addressing addressing) =>
        TagImport.Parse(csv, "tags.csv", "oven", DeviceClass.Register, addressing);
}
