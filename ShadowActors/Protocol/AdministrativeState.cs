using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What people decided about a device.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AdministrativeState>))]
public enum AdministrativeState : byte
{
    /// <summary>In service.</summary>
    Enabled,

    /// <summary>Somebody works on it and will give it back: at a time that is known, or by hand. One that lasts is
    /// alarmed.</summary>
    Maintenance,

    /// <summary>Not in use until somebody enables it.</summary>
    Disabled,
}
