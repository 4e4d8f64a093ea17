using System.Collections.Immutable;
using CsCheck;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain.Alarms;

/// <summary>The life of one alarm.</summary>
public sealed class AlarmRecordTests
{
    private const string Name = "high";

    private static readonly Gen<(AlarmAct Act, bool Latching)[]> Acts = Gen.Select(
        Gen.Int[0, 5].Select(act => (AlarmAct)act), Gen.Bool).Array[1, 40];

    [Fact]
    public void An_alarm_whose_condition_holds_is_never_lost() => Acts.Sample(acts =>
    {
        var (book, holds) = (AlarmBook.Empty, false);
        foreach (var (act, latching) in acts)
        {
            book = After(book, act, latching);
            holds = act switch { AlarmAct.Raised => true, AlarmAct.Returned => false, _ => holds };
            Assert.Equal(holds, book.GetValueOrDefault(Name)?.IsActive == true);
        }
    });

    [Fact]
    public void No_alarm_is_cleared_that_nobody_has_acknowledged() => Acts.Sample(acts =>
    {
        var (book, owed) = (AlarmBook.Empty, false);
        foreach (var (act, latching) in acts)
        {
            var wasActive = book.GetValueOrDefault(Name)?.IsActive == true;
            book = After(book, act, latching);
            owed = act switch
            {
                AlarmAct.Raised when !wasActive => true,
                AlarmAct.Acknowledged => false,
                _ => owed,
            };
            Assert.Equal(owed, book.GetValueOrDefault(Name)?.IsAcknowledged == false);
        }
    });

    [Fact]
    public void A_latched_alarm_stays_until_it_is_reset_with_its_condition_over() => Acts.Sample(acts =>
    {
        var (book, latched) = (AlarmBook.Empty, false);
        foreach (var (act, latching) in acts)
        {
            var wasActive = book.GetValueOrDefault(Name)?.IsActive == true;
            book = After(book, act, latching);
            latched = act switch
            {
                AlarmAct.Raised when !wasActive => latched || latching,
                AlarmAct.Reset when !wasActive => false,
                _ => latched,
            };
            Assert.Equal(latched, book.GetValueOrDefault(Name)?.IsLatched == true);
        }
    });

    [Fact]
    public void Doing_a_thing_twice_is_doing_it_once() => Acts.Sample(acts =>
    {
        var book = AlarmBook.Empty;
        foreach (var (act, latching) in acts)
        {
            book = After(book, act, latching);
            Assert.Equal(book.GetValueOrDefault(Name), After(book, act, latching).GetValueOrDefault(Name));
        }
    });

    [Fact]
    public void What_is_written_of_an_act_is_the_alarm_as_it_is_then() => Acts.Sample(acts =>
    {
        var book = AlarmBook.Empty;
        foreach (var (act, latching) in acts)
        {
            var note = book.NoteOf(act, Note(latching), Time);
            book = After(book, act, latching);
            Assert.Equal(book.GetValueOrDefault(Name)?.State ?? AlarmState.Normal, note.State);
            Assert.Equal(book.GetValueOrDefault(Name)?.Shelf is not null, note.IsShelved);
        }
    });

    [Theory]
    [InlineData(false, "Raised", AlarmState.Unacknowledged)]
    [InlineData(false, "Raised Acknowledged", AlarmState.Acknowledged)]
    [InlineData(false, "Raised Returned", AlarmState.ReturnedUnacknowledged)]
    [InlineData(false, "Raised Returned Acknowledged", AlarmState.Normal)]
    [InlineData(false, "Raised Acknowledged Returned", AlarmState.Normal)]
    [InlineData(false, "Raised Acknowledged Returned Raised", AlarmState.Unacknowledged)]
    [InlineData(true, "Raised Returned", AlarmState.LatchedUnacknowledged)]
    [InlineData(true, "Raised Returned Acknowledged", AlarmState.LatchedAcknowledged)]
    [InlineData(true, "Raised Returned Reset", AlarmState.ReturnedUnacknowledged)]
    [InlineData(true, "Raised Returned Acknowledged Reset", AlarmState.Normal)]
    [InlineData(true, "Raised Reset", AlarmState.Unacknowledged)]
    public void Each_state_is_reached_as_the_standard_has_it(bool latching, string acts, AlarmState state)
    {
        var book = AlarmBook.Empty;
        foreach (var act in acts.Split(' ')) book = After(book, Enum.Parse<AlarmAct>(act), latching);
        Assert.Equal(state, book.GetValueOrDefault(Name)?.State ?? AlarmState.Normal);
        Assert.Equal(state == AlarmState.Normal, !book.ContainsKey(Name));
    }

    [Fact]
    public void A_shelf_is_over_when_its_time_is_or_can_not_be_proven()
    {
        var shelf = After(AlarmBook.Empty, AlarmAct.Shelved, false)[Name].Shelf!;
        Assert.False(shelf.IsOver("boot", TimeSpan.FromMilliseconds(60_999)));
        Assert.True(shelf.IsOver("boot", TimeSpan.FromMilliseconds(61_000)));
        Assert.True(shelf.IsOver("another boot", TimeSpan.Zero));
    }

    private static readonly DateTimeOffset Time = DateTimeOffset.UnixEpoch;

    private static ImmutableSortedDictionary<string, AlarmRecord> After(
        ImmutableSortedDictionary<string, AlarmRecord> book, AlarmAct act, bool latching) =>
        book.After(act, Note(latching), Time, "boot", 1_000);

    private static AlarmNote Note(bool latching) => new(
        Name, AlarmSeverity.High, AlarmState.Normal, "too high", default, 0, latching, false, "ann", "why", 60_000);
}
