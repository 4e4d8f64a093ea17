using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;

namespace Understudy.ShadowActors.Actors;

/// <summary>
/// The newest readings of the points that interlocks of other devices of this node go by. A shadow puts its own there
/// when they change, and takes them away when it ends; who goes by them takes a picture before each decision. Nobody
/// waits for anybody, and nobody is asked: what is not there is not known. Safe for use by many threads.
/// </summary>
/// <param name="inputsMax">As <see cref="InputsMax"/>.</param>
public sealed class InputBoard(int inputsMax = InputBoard.InputsMax)
{
    /// <summary>Points that are watched at once, counted for each who watches: twice what a plant may have, since what
    /// a change ends and what it begins may overlap. Further ones are not known.</summary>
    public const int InputsMax = 200_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<DeviceId, Place> _places = [];
    private int _watched;

    /// <summary>Begins to show a device's points; a former source of the same device shows nothing from here on.
    /// </summary>
    /// <param name="watched">Called, maybe by another thread, when other points of it are watched than before. Must not
    /// block.</param>
    public Source Show(DeviceId device, Action watched)
    {
        lock (_lock)
        {
            var place = PlaceOf(device);
            return place.Shown = new Source(this, place, watched);
        }
    }

    /// <summary>Begins to watch points of other devices, as far as there is room.</summary>
    public Watch Look(ImmutableArray<DevicePoint> inputs)
    {
        List<Action> told = [];
        var places = new Place?[inputs.Length];
        lock (_lock)
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                if (_watched >= inputsMax) continue;
                _watched++;
                var place = places[i] = PlaceOf(inputs[i].Device);
                place.Watchers[inputs[i].Point] = place.Watchers.GetValueOrDefault(inputs[i].Point) + 1;
                place.Watched = [.. place.Watchers.Keys];
                if (place.Shown is { } source) told.Add(source.IsWatched);
            }
        }

        foreach (var tell in told) tell();
        return new Watch(this, inputs, places);
    }

    private Place PlaceOf(DeviceId device)
    {
        if (!_places.TryGetValue(device, out var place)) _places[device] = place = new Place(device);
        return place;
    }

    private void Forget(Place place)
    {
        if (place.Shown is null && place.Watchers.Count == 0) _places.Remove(place.Device);
    }

    private void End(Source source, Place place)
    {
        lock (_lock)
        {
            if (place.Shown != source) return;
            place.Shown = null;
            Forget(place);
        }
    }

    private void End(ImmutableArray<DevicePoint> inputs, Place?[] places)
    {
        lock (_lock)
        {
            for (var i = 0; i < places.Length; i++)
            {
                if (places[i] is not { } place) continue;
                _watched--;
                if (--place.Watchers[inputs[i].Point] == 0) place.Watchers.Remove(inputs[i].Point);
                place.Watched = [.. place.Watchers.Keys];
                Forget(place);
            }
        }
    }

    /// <summary>What one shadow shows.</summary>
    public sealed class Source : IDisposable
    {
        private readonly InputBoard _board;
        private readonly Place _place;
        private volatile ImmutableDictionary<PointId, InputReading> _readings =
            ImmutableDictionary<PointId, InputReading>.Empty;

        internal Source(InputBoard board, Place place, Action watched) =>
            (_board, _place, IsWatched) = (board, place, watched);

        internal Action IsWatched { get; }

        /// <summary>The points that somebody watches. The same array until others are.</summary>
        public ImmutableList<PointId> Watched => _place.Watched;

        /// <summary>Shows what is known of the watched points now. What is as before stays the same object.</summary>
        public void Show(Shadow shadow)
        {
            var (before, watched) = (_readings, Watched);
            if (watched.IsEmpty && before.IsEmpty) return;
            var next = ImmutableDictionary<PointId, InputReading>.Empty;
            foreach (var id in watched)
            {
                var reading = InputReading.Of(shadow, id);
                next = next.Add(id, before.TryGetValue(id, out var known) && known == reading ? known : reading);
            }

            _readings = next;
        }

        internal InputReading? Find(PointId point) => _readings.GetValueOrDefault(point);

        /// <summary>From here on nothing is known of them.</summary>
        public void Dispose() => _board.End(this, _place);
    }

    /// <summary>What one shadow watches.</summary>
    public sealed class Watch : IDisposable
    {
        private readonly InputBoard _board;
        private readonly ImmutableArray<DevicePoint> _inputs;
        private readonly Place?[] _places;
        private readonly InputReading?[] _seen;
        private ImmutableDictionary<DevicePoint, InputReading> _picture =
            ImmutableDictionary<DevicePoint, InputReading>.Empty;

        private bool _hasEnded;

        internal Watch(InputBoard board, ImmutableArray<DevicePoint> inputs, Place?[] places)
        {
            (_board, _inputs, _places) = (board, inputs, places);
            _seen = new InputReading?[inputs.Length];
        }

        /// <summary>What is known of them now. For one thread at a time.</summary>
        public ImmutableDictionary<DevicePoint, InputReading> Look()
        {
            for (var i = 0; i < _seen.Length; i++)
            {
                var reading = _places[i]?.Shown?.Find(_inputs[i].Point);
                if (ReferenceEquals(reading, _seen[i])) continue;
                _seen[i] = reading;
                _picture = reading is null ? _picture.Remove(_inputs[i]) : _picture.SetItem(_inputs[i], reading);
            }

            return _picture;
        }

        public void Dispose()
        {
            if (_hasEnded) return;
            _hasEnded = true;
            _board.End(_inputs, _places);
        }
    }

    /// <summary>One device's. Changed under the board's lock, read without it.</summary>
    internal sealed class Place(DeviceId device)
    {
        private volatile ImmutableList<PointId> _watched = [];
        private volatile Source? _shown;

        public DeviceId Device { get; } = device;

        public Dictionary<PointId, int> Watchers { get; } = [];

        public ImmutableList<PointId> Watched
        {
            get => _watched;
            set => _watched = value;
        }

        public Source? Shown
        {
            get => _shown;
            set => _shown = value;
        }
    }
}
