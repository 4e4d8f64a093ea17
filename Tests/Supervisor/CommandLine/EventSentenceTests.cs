using System.Text.Json;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class EventSentenceTests
{
    public static TheoryData<string> Kinds =>
    [
        .. EventManifests.Events
            .Where(pair => pair.Type.IsAssignableTo(typeof(ShadowEvents.ShadowEvent)))
            .Select(pair => JournalEntry.KindOf(pair.Manifest)),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_event_of_a_device_has_a_sentence(string kind)
    {
        using var nothing = JsonDocument.Parse("{}");
        var sentence = EventSentence.Of(kind, new EventFacts(nothing.RootElement));
        Assert.DoesNotContain("newer node", sentence);
        Assert.EndsWith(".", sentence);
    }

    [Fact]
    public void An_event_of_a_newer_node_is_still_named()
    {
        using var nothing = JsonDocument.Parse("{}");
        Assert.Equal(
            "valve polished (told by a newer node).",
            EventSentence.Of("valve-polished", new EventFacts(nothing.RootElement)));
    }
}
