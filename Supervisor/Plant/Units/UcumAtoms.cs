using System.Collections.Frozen;

namespace Understudy.Supervisor.Plant.Units;

/// <summary>The case sensitive symbols of UCUM (version 2.2, tables 1 to 10) that stand without brackets.</summary>
internal static class UcumAtoms
{
    private static readonly FrozenSet<string> Metric = Set(
        "m s g rad K C cd mol sr Hz N Pa J W A V F Ohm S Wb Cel T H lm lx Bq Gy Sv l L ar t bar u eV pc gf Ky Gal dyn "
        + "erg P Bi St Mx G Oe Gb sb Lmb ph Ci R RAD REM cal cal_ cal_m cal_IT cal_th tex eq osm kat U Np B st mho bit "
        + "By Bd");

    private static readonly FrozenSet<string> Others = Set(
        "% gon deg ' '' min h d a a_t a_j a_g wk mo mo_s mo_j mo_g AU atm Ao b att circ sph bit_s g% 10* 10^");

    private static readonly FrozenSet<string> Prefixes = Set(
        "Q R Y Z E P T G M k h da d c m u n p f a z y r q Ki Mi Gi Ti");

    /// <summary>A symbol, or a prefix before one that takes prefixes. Symbols in brackets are not looked up: there are
    /// many, and some belong to one trade only.</summary>
    public static bool Knows(string symbol)
    {
        var bracket = symbol.IndexOf('[');
        if (bracket == 0) return true;
        var plain = bracket < 0 ? symbol : symbol[..bracket];
        if (Metric.Contains(plain) || Others.Contains(plain)) return true;
        return (plain.Length > 1 && Prefixes.Contains(plain[..1]) && Metric.Contains(plain[1..]))
            || (plain.Length > 2 && Prefixes.Contains(plain[..2]) && Metric.Contains(plain[2..]))
            || (bracket > 0 && Prefixes.Contains(plain));
    }

    private static FrozenSet<string> Set(string symbols) => symbols.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
