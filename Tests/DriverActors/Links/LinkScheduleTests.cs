using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Links;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>What one unit may cost the others on its line, whatever it does.</summary>
public sealed class LinkScheduleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly int[] ResponseMs = [200, 300, 1000];

    private static readonly ExchangeEnd[] Ends =
        [ExchangeEnd.Answered, ExchangeEnd.Silent, ExchangeEnd.Silent, ExchangeEnd.Absent, ExchangeEnd.Cut];

    [Fact]
    public void Whatever_a_unit_does_it_keeps_little_of_the_line_from_the_others_and_none_waits_for_long() =>
        Gen.Select(
            Gen.Enum<LineModel.Peer>(),
            Gen.Int[0, ResponseMs.Length - 1],
            Gen.Select(Gen.Int[0, Ends.Length - 1], Gen.Int[50, 100]).Array[1, 6],
            Gen.Int[0, 100]).Sample(
        (peer, place, script, period) =>
        {
            var response = TimeSpan.FromMilliseconds(ResponseMs[place]);
            // The part of the response time after which it is absent, or cut.
            var steps = script
                .Select(one => (Ends[one.Item1], (int)(response / LineModel.Step * one.Item2 / 100)))
                .ToArray();
            var line = new LineModel(peer, response, steps, period).Run(4 * Minute);

            // To learn of it takes some response times, the rest is its part.
            var most = (8 * response) + (Minute / SilentUnits.CostFactor);
            Assert.True(line.KeptMax(Minute) <= most, $"{line.KeptMax(Minute)} within a minute");
            var waited = (3 * response) + TimeSpan.FromMilliseconds(500);
            Assert.True(line.WaitedMax <= waited, $"{line.WaitedMax} until it was sent");
        },
        iter: 100);

    [Fact]
    public void What_a_unit_left_unanswered_lately_and_answers_alone_says_nothing_of_its_peer()
    {
        var time = new FakeTimeProvider();
        var (schedule, connection, session) = Connected(time);
        for (var i = 0; i <= OverlapTrust.FailuresMax; i++)
        {
            schedule.Ended(Begin(1), session, 1, ExchangeEnd.Silent, isLost: false, isAgain: false, Now());
            schedule.Ended(Begin(1), session, 1, ExchangeEnd.Answered, isLost: false, isAgain: true, Now());
        }

        // Something may still be sent past an attempt.
        schedule.Ended(Begin(2), session, 2, ExchangeEnd.Answered, isLost: false, isAgain: false, Now());
        Begin(1);
        time.Advance(LinkPlaces.HoldMin);
        Assert.Equal(0, connection.Places.FreeAt(Now(), isTry: false, isMutation: false, mayPass: true));

        LinkPlace Begin(byte unit) => schedule.Occupy(connection, session, unit, Now());
        long Now() => time.GetTimestamp();
    }

    private static (LinkSchedule Schedule, LinkConnection Connection, LinkSession Session) Connected(
        FakeTimeProvider time)
    {
        var schedule = new LinkSchedule(LinkGateTestBase.Spec, time);
        var places = schedule.Connected(isRenewal: false);
        return (
            schedule,
            new LinkConnection(new FakeTransport(), places, _ => { }, Minute, time),
            NeighbourTestBase.Session(new LinkGate(LinkGateTestBase.Spec, time)));
    }
}
