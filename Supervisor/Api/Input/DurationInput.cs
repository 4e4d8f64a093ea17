using System.Globalization;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Api.Input;

/// <summary>Durations in a query: as plant files write them, or a number of seconds.</summary>
public static class DurationInput
{
    public const string Form = "a number of seconds, or " + PlantDuration.Form;

    private static readonly double SecondsMax = TimeSpan.FromDays(366).TotalSeconds;

    public static bool TryParse(string text, out TimeSpan duration)
    {
        if (PlantDuration.TryParse(text, out duration)) return true;
        const NumberStyles style = NumberStyles.AllowDecimalPoint;
        // No comparison holds for NaN.
        if (!(double.TryParse(text, style, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0 && seconds <= SecondsMax))
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
