using System.Collections;
using System.Reflection;

namespace Understudy.Tests.ShadowActors.Serialization;

/// <summary>Compares by content: records with arrays in them are equal only by reference.</summary>
internal static class Structure
{
    public static void AssertSame(object? expected, object? actual, string path = "")
    {
        if (expected is null || actual is null)
        {
            Assert.True(expected is null && actual is null, $"{path}: {expected ?? "null"} became {actual ?? "null"}");
            return;
        }

        Assert.True(expected.GetType() == actual.GetType(), $"{path}: {expected.GetType()} became {actual.GetType()}");
        var type = expected.GetType();
        if (expected is IDictionary map)
        {
            var other = (IDictionary)actual;
            Assert.True(map.Count == other.Count, $"{path}: {map.Count} became {other.Count} entries");
            foreach (DictionaryEntry entry in map) AssertSame(entry.Value, other[entry.Key], $"{path}[{entry.Key}]");
        }
        else if (expected is IEnumerable list and not string)
        {
            var left = list.Cast<object?>().ToList();
            var right = ((IEnumerable)actual).Cast<object?>().ToList();
            Assert.True(left.Count == right.Count, $"{path}: {left.Count} became {right.Count} elements");
            for (var i = 0; i < left.Count; i++) AssertSame(left[i], right[i], $"{path}[{i}]");
        }
        else if (IsRecordOfOurs(type))
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (property.GetIndexParameters().Length == 0)
                    AssertSame(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
            }
        }
        else
        {
            Assert.True(expected.Equals(actual), $"{path}: {expected} became {actual}");
        }
    }

    private static bool IsRecordOfOurs(Type type) =>
        type.IsClass && type.Namespace!.StartsWith("Understudy", StringComparison.Ordinal)
        && type.GetMethod("<Clone>$") is not null;
}
