using System.Collections.Immutable;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>The columns of a table of points: the keys of a point, and what a row needs besides.</summary>
public static class TagColumns
{
    public const string Id = "id";

    /// <summary>Of a field: the id of the structure that it belongs to.</summary>
    public const string Structure = "structure";

    public const string RangeMin = "rangeMin";
    public const string RangeMax = "rangeMax";

    /// <summary>Columns whose names begin so are remarks.</summary>
    public const char Remark = '#';

    private static readonly ImmutableArray<string> InOrder =
    [
        Id, Structure, "at", "type", "length", "order", "scale", "offset", "unit", RangeMin, RangeMax, "values", "role",
        "readable", "scan", "staleAfter", "after", "replay", "whenDown", "ttl", "repeatable", "overlay",
    ];

    /// <summary>Keys whose values are no single ones, and no list or enumeration that fits a cell.</summary>
    private static readonly ImmutableArray<string> WithoutColumn = ["range", "fields", "interlock"];

    // A key that is not in the list above has its column at the end.
    public static readonly ImmutableArray<string> All =
    [
        .. InOrder,
        .. PlantKeys.Point.Keys.Where(key => !WithoutColumn.Contains(key) && !InOrder.Contains(key)),
    ];
}
