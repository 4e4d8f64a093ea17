namespace Understudy.Supervisor.Manager;

/// <summary>This node's copy of the declared plant, kept by the shadow manager, for those who ask often.</summary>
public sealed class PlantView
{
    private volatile DeclaredPlant? _current;

    /// <summary>Null until the manager's journal has been read. Whoever sees a plant here may ask its gateways: they
    /// have been told.</summary>
    public DeclaredPlant? Current => _current;

    public void Show(DeclaredPlant plant) => _current = plant;
}
