using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads what a profile declares and a device may override.</summary>
internal static class UpkeepReader
{
    public static Upkeep Read(Fields fields, Upkeep before, ProblemList problems) => new(
        RestoreWithin(fields, before.RestoreWithin),
        BudgetReader.Read(fields.Node("budget"), before.Budget, problems),
        fields.Choice<RecordRule>("record") ?? before.Record,
        new LinkShare(
            (int?)fields.Integer("inFlight", 1, PlantLimits.RequestsInFlightMax) ?? before.Share.RequestsInFlightMax,
            fields.Duration("pace", TimeSpan.Zero, PlantLimits.PaceMax) ?? before.Share.Pace));

    public static Upkeep DefaultOf(DeviceClass deviceClass)
    {
        var defaults = ClassDefaults.Of(deviceClass);
        return new Upkeep(defaults.RestoreWithin, BudgetSpec.Default, defaults.Record, LinkShare.Whole);
    }

    /// <summary>Null: always.</summary>
    public static TimeSpan? RestoreWithin(Fields fields, TimeSpan? before) => fields.Node("restoreWithin") switch
    {
        null => before,
        Yaml.TextNode { Text: "always" } => null,
        _ => fields.Duration("restoreWithin"),
    };
}
