namespace Understudy.ShadowActors.Actors;

/// <summary>What a shadow goes by since its gateway was declared anew. Written by the gateway, read by the shadow when
/// it is told to, and when it is made again after it broke: what it was made with may be old by then.</summary>
public sealed class NewestSettings
{
    private volatile ShadowSettings? _settings;

    /// <summary>Null: what the shadow was made with.</summary>
    public ShadowSettings? Settings
    {
        get => _settings;
        set => _settings = value;
    }
}
