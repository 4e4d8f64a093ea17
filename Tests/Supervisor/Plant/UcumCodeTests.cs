using CsCheck;
using Understudy.Supervisor.Plant.Units;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class UcumCodeTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("%")]
    [InlineData("Cel")]
    [InlineData("kPa")]
    [InlineData("m3/h")]
    [InlineData("kW.h")]
    [InlineData("/min")]
    [InlineData("{rotation}/min")]
    [InlineData("m/s2")]
    [InlineData("m.s-2")]
    [InlineData("J/(kg.K)")]
    [InlineData("(mol/L)2")]
    [InlineData("10*3/uL")]
    [InlineData("10*-6")]
    [InlineData("10*")]
    [InlineData("100.mL")]
    [InlineData("mm[Hg]")]
    [InlineData("m[H2O]")]
    [InlineData("B[10.nV]")]
    [InlineData("dB")]
    [InlineData("[degF]")]
    [InlineData("[in_i'Hg]")]
    [InlineData("KiBy/s")]
    [InlineData("dam")]
    [InlineData("cal_[20]")]
    [InlineData("kV.A{reactive}")]
    [InlineData("min")]
    [InlineData("''")]
    [InlineData("{count}")]
    [InlineData("L{water}/min")]
    public void Codes_of_the_trade_are_codes(string code) => Assert.Null(UcumCode.Problem(code));

    [Theory]
    [InlineData("°C", "it has a character that no code has: did you mean \"Cel\"?")]
    [InlineData("degC", "'degC' is no unit of UCUM: did you mean \"Cel\"?")]
    [InlineData("kvar", "'kvar' is no unit of UCUM: did you mean \"kV.A{reactive}\"?")]
    [InlineData("rpm", "'rpm' is no unit of UCUM: did you mean \"/min\"?")]
    [InlineData("kWh", "'kWh' is no unit of UCUM: did you mean \"kW.h\"?")]
    [InlineData("m3/hr", "'hr' is no unit of UCUM: did you mean \"h\"?")]
    [InlineData("kmin", "'kmin' is no unit of UCUM")]
    [InlineData("furlong", "'furlong' is no unit of UCUM")]
    [InlineData("m/", "a unit is missing at its position 3")]
    [InlineData("m//s", "a unit is missing at its position 3")]
    [InlineData("", "a unit is missing at its position 1")]
    [InlineData("J/(kg.K", "a parenthesis is not closed")]
    [InlineData("J/kg)", "')' is not expected there")]
    [InlineData("{count", "a brace is not closed")]
    [InlineData("m [H2O]", "it has a character that no code has")]
    [InlineData("[in_i", "a unit is missing at its position 1")]
    [InlineData("((((((((((m))))))))))", "it has more than 8 parentheses in each other")]
    public void What_is_no_code_is_told_with_what_may_be_meant(string code, string problem) =>
        Assert.Equal(problem, UcumCode.Problem(code));

    [Fact]
    public void No_text_makes_the_check_throw() =>
        Gen.String[Gen.Char[" m/.(){}[]0123-+*^%'skWC°\n"], 0, 30].Sample(text => _ = UcumCode.Problem(text));
}
