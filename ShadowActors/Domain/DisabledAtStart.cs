namespace Understudy.ShadowActors.Domain;

/// <summary>Every device that another installation had begins Disabled, once: for a database that it wrote.</summary>
/// <param name="Key">A device that was disabled under this key is not disabled again.</param>
/// <param name="Reason">Told to whoever asks.</param>
public sealed record DisabledAtStart(string Key, string Reason);
