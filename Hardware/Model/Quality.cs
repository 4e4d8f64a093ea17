namespace Understudy.Hardware.Model;

/// <summary>The severity of an OPC UA status code (OPC UA Part 4, 7.39: the two highest bits).</summary>
public enum Quality : byte
{
    Good = 0,
    Uncertain = 1,
    Bad = 2,
}
