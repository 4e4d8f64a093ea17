using System.Collections.Immutable;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>A device's stream, with at most one append on its way into it.</summary>
internal sealed class ModelJournal
{
    private readonly List<ShadowEvents.ShadowEvent> _durable = [];

    public IReadOnlyList<ShadowEvents.ShadowEvent> Durable => _durable;

    public ShadowEffects.AppendEvents? UnderWay { get; private set; }

    public ShadowState State => _durable.Aggregate(ShadowState.Empty, (state, happened) => state.Apply(happened));

    public void Take(ShadowEffects.AppendEvents append)
    {
        Assert.True(UnderWay is null, "A second append while one is under way.");
        UnderWay = append;
    }

    public void Write(params IEnumerable<ShadowEvents.ShadowEvent> events) => _durable.AddRange(events);

    /// <summary>The append under way comes to its end: written or not.</summary>
    public long End(bool written)
    {
        var append = UnderWay!;
        UnderWay = null;
        if (written) _durable.AddRange(append.Events);
        return append.Number;
    }

    /// <summary>Its process has gone: what was under way is written or not.</summary>
    public void Abandon(bool written)
    {
        if (UnderWay is not null) End(written);
    }

    public ImmutableArray<T> All<T>()
        where T : ShadowEvents.ShadowEvent => [.. _durable.OfType<T>()];
}
