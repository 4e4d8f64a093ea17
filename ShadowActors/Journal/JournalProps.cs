using Akka.Actor;
using Understudy.Hardware.Time;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Metrics;

namespace Understudy.ShadowActors.Journal;

/// <summary>Journal children over Akka.Persistence's default plug-in.</summary>
/// <param name="random">0 to 1, for jitter.</param>
/// <param name="bytes">Counts what becomes durable; null: nobody counts it.</param>
/// <param name="trouble">Puts the database's errors into words; null: they are told as they are.</param>
/// <param name="time">Its timestamps count suspension; null: the machine's.</param>
public sealed class JournalProps(
    JournalLimits limits,
    Func<double> random,
    JournalBytes? bytes = null,
    JournalTrouble? trouble = null,
    TimeProvider? time = null)
    : IJournalProps
{
    private readonly JournalTrouble _trouble = trouble ?? new JournalTrouble("the database");

    private readonly TimeProvider _time = time ?? BootTimeProvider.Instance;

    public Props ForDevice(string journal) => For(JournalStreams.OfDevice(journal));

    public Props ForGateway(string journal) => For(JournalStreams.OfGateway(journal));

    public Props ForPlant() => For(JournalStreams.Plant);

    private Props For<TState, TEvent>(JournalStream<TState, TEvent> stream)
        where TState : class
        where TEvent : class =>
        Props.Create(() => new JournalKeeperActor<TState, TEvent>(stream, limits, random, bytes, _trouble, _time));
}
