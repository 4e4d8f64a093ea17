using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>Counts the lives of one device's driver, from 1, across restarts of the node. 0 means none yet.</summary>
[JsonConverter(typeof(IncarnationConverter))]
public readonly record struct Incarnation(long Number) : IComparable<Incarnation>
{
    public static readonly Incarnation None = new(0);

    public Incarnation Next() => new(Number + 1);

    public int CompareTo(Incarnation other) => Number.CompareTo(other.Number);

    public override string ToString() => $"#{Number}";
}
