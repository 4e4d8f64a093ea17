using Akka.Actor;
using Understudy.ShadowActors.Domain;

namespace Understudy.ShadowActors.Actors;

/// <summary>What interlocks of other devices know of this one, and its own of others.</summary>
public sealed partial class ShadowActor
{
    private InputBoard.Source? _shown;
    private InputBoard.Watch? _inputs;

    private void StartInputs()
    {
        var self = Self;
        _shown = _environment.Inputs.Show(_settings.Device.Id, () => self.Tell(InputsWatched.Instance));
        if (Interlocks.OtherInputs(_settings.Device) is { IsEmpty: false } others)
            _inputs = _environment.Inputs.Look(others);
    }

    /// <summary>Its interlocks may go by others from here on.</summary>
    private void InputsRedeclared()
    {
        _inputs?.Dispose();
        _inputs = Interlocks.OtherInputs(_settings.Device) is { IsEmpty: false } others
            ? _environment.Inputs.Look(others)
            : null;
    }

    private void StopInputs()
    {
        _inputs?.Dispose();
        _shown?.Dispose();
    }

    /// <summary>Before a decision: nobody is asked, so nobody is waited for.</summary>
    private Moment WithInputs(Moment now) => _inputs is null ? now : now with { Inputs = _inputs.Look() };

    private void ShowInputs(Shadow before)
    {
        if (_shown is { Watched.IsEmpty: false } && InputReading.MayDiffer(before, _shadow)) _shown.Show(_shadow);
    }

    private sealed class InputsWatched
    {
        public static readonly InputsWatched Instance = new();
    }
}
