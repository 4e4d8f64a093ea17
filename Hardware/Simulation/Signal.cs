using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Simulation;

/// <summary>How a measurement is told to move: a pure function of the time since then.</summary>
public abstract record Signal
{
    private Signal()
    {
    }

    /// <param name="time">Not negative.</param>
    /// <returns>A number may be real where the point holds integers; it is rounded then.</returns>
    public abstract PointValue At(TimeSpan time);

    /// <summary>It stays.</summary>
    public sealed record Constant(PointValue Value) : Signal
    {
        public override PointValue At(TimeSpan time) => Value;
    }

    /// <summary>From the middle up to <paramref name="Max"/>, down to <paramref name="Min"/> and back.</summary>
    public sealed record Sine(double Min, double Max, TimeSpan Period) : Signal
    {
        public override PointValue At(TimeSpan time)
        {
            var (middle, amplitude) = ((Min / 2) + (Max / 2), (Max / 2) - (Min / 2));
            return PointValue.Of(
                Math.Clamp(middle + (amplitude * Math.Sin(2 * Math.PI * Part(time, Period))), Min, Max));
        }
    }

    /// <summary>From <paramref name="Min"/> towards <paramref name="Max"/>, then at once from the beginning.</summary>
    public sealed record Ramp(double Min, double Max, TimeSpan Period) : Signal
    {
        public override PointValue At(TimeSpan time)
        {
            var part = Part(time, Period);
            return PointValue.Of((Min * (1 - part)) + (Max * part));
        }
    }

    /// <summary>The first half of each period <paramref name="Low"/>, the second <paramref name="High"/>.</summary>
    public sealed record Square(PointValue Low, PointValue High, TimeSpan Period) : Signal
    {
        public override PointValue At(TimeSpan time) => Part(time, Period) < 0.5 ? Low : High;
    }

    /// <summary>One value after the other, each for its time, over and over.</summary>
    /// <param name="Values">At least one, each for longer than no time.</param>
    public sealed record Steps(ImmutableArray<(PointValue Value, TimeSpan For)> Values) : Signal
    {
        private readonly TimeSpan _period = Values.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.For);

        public override PointValue At(TimeSpan time)
        {
            var left = time.Ticks % _period.Ticks;
            foreach (var (value, lasts) in Values)
            {
                if (left < lasts.Ticks) return value;
                left -= lasts.Ticks;
            }

            return Values[^1].Value;
        }
    }

    /// <summary>Another value in the range at each <paramref name="Every"/>, the same ones for the same seed.</summary>
    public sealed record Random(long Seed, double Min, double Max, TimeSpan Every) : Signal
    {
        public override PointValue At(TimeSpan time)
        {
            var part = SeededChance.Of(Seed, time.Ticks / Every.Ticks);
            return PointValue.Of((Min * (1 - part)) + (Max * part));
        }
    }

    // From 0 to below 1.
    private static double Part(TimeSpan time, TimeSpan period) =>
        time.Ticks % period.Ticks / (double)period.Ticks;
}
