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

    [Theory]
    [InlineData("Planned", "driver ended", false, "Driver #3 ended as planned: restart ordered by ann.")]
    [InlineData("Hang", "driver failed", true, "Driver #3 failed, Hang: restart ordered by ann.")]
    public void An_end_that_somebody_chose_is_not_told_as_a_failure(
        string kind, string words, bool isTrouble, string sentence)
    {
        using var ended = JsonDocument.Parse(
            $$"""{"stamp":{"incarnation":3},"kind":"{{kind}}","message":"restart ordered by ann","inFlight":[]}""");
        var entry = new JournalEntry(1, DateTimeOffset.UnixEpoch, "driver-failed", ended.RootElement);
        Assert.Equal((words, isTrouble, sentence), (entry.KindInWords, entry.IsTrouble, entry.Sentence));
    }

    [Theory]
    [InlineData("not declared", "; no identity is declared.")]
    [InlineData("holding/1 = 0x0007", "; the device is holding/1 = 0x0007.")]
    public void An_opened_driver_tells_who_the_device_is(string identity, string end)
    {
        using var opened = JsonDocument.Parse($$"""{"elapsedMs":5,"identity":"{{identity}}"}""");
        Assert.EndsWith(end, EventSentence.Of("driver-opened", new EventFacts(opened.RootElement)));
    }

    [Theory]
    [InlineData("Reset", "The device's count hours began anew: it was 1000 and is 5; from here on 1000 is added.")]
    [InlineData("Wrap", "The device's count hours wrapped: it was 1000 and is 5; from here on 1000 is added.")]
    public void A_changed_offset_tells_why_and_how_much(string why, string sentence)
    {
        using var changed = JsonDocument.Parse(
            $$"""{"point":"hours","why":"{{why}}","before":1000,"raw":5,"offset":1000}""");
        Assert.Equal(sentence, EventSentence.Of("overlay-changed", new EventFacts(changed.RootElement)));
    }

    [Fact]
    public void Renamed_ids_are_told_with_both()
    {
        using var renamed = JsonDocument.Parse(
            """
            {"renamed":{"points":[{"from":"sp","to":"setpoint"}],"commands":[{"from":"go","to":"start"}]}}
            """);
        Assert.Equal(
            "From here on point sp is called setpoint, and command go is called start.",
            EventSentence.Of("ids-renamed", new EventFacts(renamed.RootElement)));
    }

    [Fact]
    public void A_transfer_tells_what_was_adopted_and_of_its_group()
    {
        using var transferred = JsonDocument.Parse(
            """
            {"settings":[{"point":"gain","recorded":5,"actual":7,"result":"Adopted"}],
             "group":{"name":"setup","locked":false,"reason":"not locked: invoke lock: busy"}}
            """);
        Assert.Equal(
            "Settings after recovery: gain = 7 adopted instead of 5 (group setup: not locked: invoke lock: busy).",
            EventSentence.Of("settings-transferred", new EventFacts(transferred.RootElement)));
    }

    [Fact]
    public void A_plan_tells_how_the_group_is_unlocked_and_locked()
    {
        using var planned = JsonDocument.Parse(
            """
            {"settings":[{"point":"gain","value":5}],
             "group":{"name":"setup","unlock":[{"point":"key","value":1}],"lock":[{"command":"lock"}]}}
            """);
        Assert.Equal(
            "About to write again: gain = 5 (group setup, unlocked by Write key = 1, locked by Invoke lock).",
            EventSentence.Of("transfer-planned", new EventFacts(planned.RootElement)));
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
