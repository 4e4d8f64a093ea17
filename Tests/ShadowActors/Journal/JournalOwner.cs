using Akka.Actor;
using Akka.TestKit;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>A probe in the place of a shadow, with a journal child.</summary>
internal sealed class JournalOwner(TestProbe probe, IActorRef journal)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    public TestProbe Probe => probe;

    public IActorRef Journal => journal;

    public static EventStamp Stamp(long append) => new(
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        "boot", append, new Incarnation(1), new ClaimId("claim"), append, "test");

    public static ShadowEvents.ShadowEvent Dispatched(long number) => new ShadowEvents.RequestDispatched(
        Stamp(number),
        new RequestId($"request-{number}"),
        Keyed: true,
        "operator",
        new WriteOperation(new PointId("setpoint"), PointValue.Of((double)number)));

    public void Send(long number, params ShadowEvents.ShadowEvent[] events) =>
        journal.Tell(new Append<ShadowEvents.ShadowEvent>(number, [.. events]), probe.Ref);

    public async Task<T> ExpectAsync<T>() => await probe.ExpectMsgAsync<T>(Long);

    public Task<Recovered<ShadowState>> RecoveredAsync() => ExpectAsync<Recovered<ShadowState>>();

    /// <summary>Sends one event and waits until it is durable.</summary>
    public async Task<Appended> AppendAsync(long number)
    {
        Send(number, Dispatched(number));
        return await ExpectAsync<Appended>();
    }

    /// <summary>Passes over what the owner is told while the store is away.</summary>
    public async Task<Recovered<ShadowState>> RecoveredAfterOutageAsync()
    {
        while (true)
        {
            switch (await probe.ReceiveOneAsync(Long))
            {
                case Recovered<ShadowState> recovered: return recovered;
                case Unavailable: continue;
                case var other: throw new InvalidOperationException($"{other ?? "nothing"} instead of Recovered.");
            }
        }
    }
}
