using Understudy.ShadowActors.Domain.Renaming;

namespace Understudy.Supervisor.Manager;

/// <summary>This node's copy of the declared plant, kept by the shadow manager, for those who ask often.</summary>
public sealed class PlantView
{
    private volatile DeclaredPlant? _current;
    private volatile bool _isToChange;

    /// <summary>Null until the manager's journal has been read. Whoever sees a plant here may ask its gateways: they
    /// have been told.</summary>
    public DeclaredPlant? Current => _current;

    /// <summary>A plant is about to be declared by the node itself: what is not in this one may be in that one.
    /// </summary>
    public bool IsToChange
    {
        get => _isToChange;
        set => _isToChange = value;
    }

    /// <summary>What journals are called, as far as it is known.</summary>
    public ValueTask<JournalNames> NamesAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(_current?.Journals ?? JournalNames.Empty);

    public void Show(DeclaredPlant plant) => _current = plant;
}
