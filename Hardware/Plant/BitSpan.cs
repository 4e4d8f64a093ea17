using System.Globalization;

namespace Understudy.Hardware.Plant;

/// <summary>Adjacent bits of a register, bit 0 the least significant: <c>3</c> or <c>4-7</c>.</summary>
public readonly record struct BitSpan(byte First, byte Last)
{
    private const byte BitMax = 15;

    public int Count => Last - First + 1;

    /// <summary>One bit: a boolean. More are a number.</summary>
    public bool IsOne => First == Last;

    /// <summary>The bits in their place in the register.</summary>
    public ushort Mask => (ushort)(((1 << Count) - 1) << First);

    /// <summary>The number that the bits of a register are.</summary>
    public ushort Of(ushort register) => (ushort)((register & Mask) >> First);

    /// <summary>The register with these bits changed and no other.</summary>
    public ushort Put(ushort register, int number) => (ushort)((register & ~Mask) | ((number << First) & Mask));

    public static bool TryParse(ReadOnlySpan<char> text, out BitSpan bits)
    {
        var dash = text.IndexOf('-');
        var first = dash < 0 ? text : text[..dash];
        var last = dash < 0 ? text : text[(dash + 1)..];
        bits = default;
        if (!byte.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !byte.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            || to > BitMax || (dash < 0 ? from != to : from >= to))
            return false;
        bits = new BitSpan(from, to);
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{First}{(IsOne ? "" : $"-{Last}")}");
}
