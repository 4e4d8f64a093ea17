using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain;

/// <summary>What is done with a recorded setting when it is compared with what the device has.</summary>
public enum SettingAction : byte
{
    /// <summary>Nothing: the device has it.</summary>
    Keep,

    /// <summary>The recorded value is written.</summary>
    Write,

    /// <summary>The difference is left to an operator.</summary>
    Hold,

    /// <summary>The device's value becomes the recorded one.</summary>
    Adopt,
}

/// <summary>The rule of <c>replay</c>, <c>restoreWithin</c> and <c>onConflict</c> for one setting.</summary>
public static class SettingRule
{
    /// <param name="isSame">The device has the recorded value.</param>
    /// <param name="isLate">The last contact before the outage is older than <c>restoreWithin</c>, or of no proven age:
    /// a difference is a conflict.</param>
    /// <param name="isHeld">It was held before, its value may not be written any more, or an interlock does not hold.
    /// </param>
    /// <param name="canAdopt">What was read is Good and might be written.</param>
    public static SettingAction Decide(PointSpec point, bool isSame, bool isLate, bool isHeld, bool canAdopt)
    {
        var mayWrite = !isHeld && (!isLate || point.OnConflict == ConflictRule.Restore);
        if (isSame && !(point.Replay == ReplayRule.Always && mayWrite)) return SettingAction.Keep;
        if (mayWrite) return SettingAction.Write;
        return !isHeld && point.OnConflict == ConflictRule.Adopt && canAdopt ? SettingAction.Adopt : SettingAction.Hold;
    }
}
