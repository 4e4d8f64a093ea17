using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;

namespace Understudy.Tests.ShadowActors.Domain.Renaming;

public sealed class RenamedStateTests
{
    private static readonly ImmutableArray<(string From, string To)> Words = [("level", "height"), ("dose", "pour")];

    private static readonly ShadowEvents.IdsRenamed Renamed = new(
        Events.Stamp(),
        new RenamedIds(
            [new RenamedPoint(new PointId("level"), new PointId("height"))],
            [new RenamedCommand(new CommandId("dose"), new CommandId("pour"))]),
        RenamedIds.None, "before", "after");

    private static readonly Gen<((int Kind, int A, int B)[] Steps, int Cut)> Histories = Gen.Select(
        Gen.Select(Gen.Int[0, AnyHistory.AlarmKindsMax - 1], Gen.Int[0, 1_000], Gen.Int[0, 1_000]).Array[1, 120],
        Gen.Int[0, 200]);

    /// <summary>To rename what is on record is to have recorded it under the new ids, at whatever moment.</summary>
    [Fact]
    public void Renamed_and_then_read_is_read_and_then_renamed() => Histories.Sample(
        history =>
        {
            var played = new AnyHistory(running: true, alarmed: true);
            foreach (var (kind, a, b) in history.Steps) played.Step(kind, a, b);
            var events = played.Scenario.Journal.Durable;
            var cut = Math.Min(history.Cut, events.Count);

            var renamedAtOnce = Fold(events.Select(InNewWords));
            var renamedOnTheWay = Fold([.. events.Take(cut), Renamed, .. events.Skip(cut).Select(InNewWords)]);
            var renamedAtTheEnd = Fold([.. events, Renamed]);

            Assert.Equal(Text(renamedAtOnce), Text(renamedOnTheWay));
            Assert.Equal(Text(renamedAtOnce), Text(renamedAtTheEnd));
        },
        iter: 60, time: -1);

    [Fact]
    public void Two_points_that_swap_their_ids_swap_what_is_on_record()
    {
        var state = Fold(
        [
            Events.Dispatched("a", TestDevice.Write("level", 1)), Events.Settled("a", Verdict.Confirmed),
            Events.Dispatched("b", TestDevice.Write("gain", 2)), Events.Settled("b", Verdict.Confirmed),
            Renamed with
            {
                Renamed = new RenamedIds(
                [
                    new RenamedPoint(new PointId("level"), new PointId("gain")),
                    new RenamedPoint(new PointId("gain"), new PointId("level")),
                ], []),
            },
        ]);

        Assert.Equal(PointValue.Of(2), state.Settings["level"].Value);
        Assert.Equal(PointValue.Of(1), state.Settings["gain"].Value);
        Assert.Equal("write gain = 1", state.Requests["a"].Operation.ToString());
    }

    [Fact]
    public void What_is_in_quarantine_stays_there_under_the_declaration_that_it_is_the_same_as()
    {
        var state = Fold(
        [
            new ShadowEvents.ReadQuarantined(Events.Stamp(), new PointId("level"), "why", "before"),
            new ShadowEvents.ReadQuarantined(Events.Stamp(), new PointId("temp"), "why", "another"),
            Renamed,
        ]);

        Assert.Equal(
            [("read:height", "read height", "after"), ("read:temp", "read temp", "another")],
            state.Quarantine.Values.Select(one => (one.Id, one.What, one.Declared)));
    }

    private static ShadowState Fold(IEnumerable<ShadowEvents.ShadowEvent> events) =>
        events.Aggregate(ShadowState.Empty, (state, happened) => state.Apply(happened));

    private static ShadowEvents.ShadowEvent InNewWords(ShadowEvents.ShadowEvent happened)
    {
        return JournalText.TryRead<ShadowEvents.ShadowEvent>(
            EventManifests.ManifestOf(happened.GetType())!, InNewWords(Json(happened)))!;
    }

    /// <summary>What is only told of an id, in a reason, stays as it was told.</summary>
    private static string Text(ShadowState state) => InNewWords(Json(
        state with { Stated = null, Append = 0 }));

    private static string Json(object told) =>
        JsonSerializer.Serialize(told, told.GetType(), UnderstudyJsonContext.Default);

    private static string InNewWords(string text) =>
        Words.Aggregate(text, (known, word) => known.Replace(word.From, word.To, StringComparison.Ordinal));
}
