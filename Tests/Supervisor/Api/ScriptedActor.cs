using Akka.Actor;

namespace Understudy.Tests.Supervisor.Api;

/// <summary>Answers as it is told; null: not at all.</summary>
internal sealed class ScriptedActor : UntypedActor
{
    private readonly Func<object, object?> _answer;

    public ScriptedActor(Func<object, object?> answer) => _answer = answer;

    protected override void OnReceive(object message)
    {
        if (_answer(message) is { } answer) Sender.Tell(answer);
    }
}
