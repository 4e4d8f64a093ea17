namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>Whose condition it is.</summary>
public enum AlarmOwner : byte
{
    Gateway,
    Device,
    Point,
}
