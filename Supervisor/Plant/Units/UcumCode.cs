using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Understudy.Supervisor.Plant.Units;

/// <summary>
/// Codes of the Unified Code for Units of Measure (UCUM 2.2, sections 2 and 3, case sensitive): symbols with exponents,
/// <c>.</c> and <c>/</c> between them, parentheses, numbers, and annotations in braces.
/// </summary>
public static partial class UcumCode
{
    private static readonly FrozenDictionary<string, string> Meant = new Dictionary<string, string>
    {
        ["°C"] = "Cel",
        ["degC"] = "Cel",
        ["C°"] = "Cel",
        ["celsius"] = "Cel",
        ["°F"] = "[degF]",
        ["degF"] = "[degF]",
        ["°"] = "deg",
        ["rpm"] = "/min",
        ["RPM"] = "/min",
        ["sec"] = "s",
        ["hr"] = "h",
        ["hrs"] = "h",
        ["hour"] = "h",
        ["Wh"] = "W.h",
        ["kWh"] = "kW.h",
        ["MWh"] = "MW.h",
        ["VA"] = "V.A",
        ["kVA"] = "kV.A",
        ["Ah"] = "A.h",
        ["Nm"] = "N.m",
        ["var"] = "V.A{reactive}",
        ["kvar"] = "kV.A{reactive}",
        ["psi"] = "[psi]",
        ["ppm"] = "[ppm]",
        ["ppb"] = "[ppb]",
        ["pH"] = "[pH]",
        ["lpm"] = "L/min",
        ["ohm"] = "Ohm",
        ["Ω"] = "Ohm",
        ["µm"] = "um",
        ["µs"] = "us",
        ["µS/cm"] = "uS/cm",
        ["m³"] = "m3",
        ["m³/h"] = "m3/h",
        ["m²"] = "m2",
        ["mm³"] = "mm3",
        ["pct"] = "%",
        ["percent"] = "%",
        ["inch"] = "[in_i]",
        ["count"] = "{count}",
        ["counts"] = "{count}",
        ["pcs"] = "{pcs}",
    }.ToFrozenDictionary();

    /// <summary>Null where it is one; else what is wrong with it, in words.</summary>
    public static string? Problem(string code)
    {
        if (code.Any(c => c is <= ' ' or > '~')) return $"it has a character that no code has{Hint(code)}";
        var rest = new Tokens(code);
        return rest.Main() ?? (rest.IsAtEnd ? null : $"'{rest.Rest}' is not expected there{Hint(code)}");
    }

    private static string Hint(string code) =>
        Meant.TryGetValue(code, out var meant) ? $": did you mean \"{meant}\"?" : "";

    [GeneratedRegex(@"\G(?:10[*^]|(?:[^./(){}\[\]]|\[[^\[\]]*\])+)")]
    private static partial Regex Symbol();

    [GeneratedRegex(@"^(?<symbol>10[*^]|.*?[^0-9+-]|)(?<exponent>[+-]?[0-9]+)?$")]
    private static partial Regex Parts();

    /// <summary>Recursive descent; each step gives a problem or null, and goes on in the text.</summary>
    private sealed class Tokens(string code)
    {
        // As deep as anybody writes.
        private const int DepthMax = 8;
        private int _at;
        private int _depth;

        public bool IsAtEnd => _at == code.Length;

        public string Rest => code[_at..];

        private char Next => IsAtEnd ? '\0' : code[_at];

        public string? Main()
        {
            if (Next == '/') _at++;
            return Term();
        }

        private string? Term()
        {
            while (true)
            {
                if (Component() is { } problem) return problem;
                if (Next is not ('.' or '/')) return null;
                _at++;
            }
        }

        private string? Component()
        {
            if (Next == '(') return Group();
            if (Next == '{') return Annotation();
            var match = Symbol().Match(code, _at);
            if (!match.Success) return $"a unit is missing at its position {_at + 1}{Hint(code)}";
            _at += match.Length;
            // The power of ten ends with no digit, and digits alone are a number.
            var isPower = match.Value is "10*" or "10^";
            var symbol = isPower ? "" : Parts().Match(match.Value).Groups["symbol"].Value;
            if (symbol.Length > 0 && !UcumAtoms.Knows(symbol))
                return $"'{symbol}' is no unit of UCUM{(Hint(code) is { Length: > 0 } hint ? hint : Hint(symbol))}";
            if (isPower) SkipExponent();
            return Next == '{' ? Annotation() : null;
        }

        private void SkipExponent()
        {
            if (Next is '+' or '-') _at++;
            while (char.IsAsciiDigit(Next)) _at++;
        }

        private string? Group()
        {
            if (++_depth > DepthMax) return $"it has more than {DepthMax} parentheses in each other";
            _at++;
            if (Term() is { } problem) return problem;
            if (Next != ')') return "a parenthesis is not closed";
            (_at, _depth) = (_at + 1, _depth - 1);
            SkipExponent();
            return Next == '{' ? Annotation() : null;
        }

        private string? Annotation()
        {
            var end = code.IndexOf('}', _at);
            if (end < 0 || code.AsSpan(_at + 1, end - _at - 1).Contains('{')) return "a brace is not closed";
            _at = end + 1;
            return null;
        }
    }
}
