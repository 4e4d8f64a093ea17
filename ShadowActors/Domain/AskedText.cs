using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What was asked for, in words for the record: at most <see cref="ShadowLimits.AskedCharactersMax"/>
/// characters.</summary>
internal static class AskedText
{
    public static string? Of(ShadowCommands.IShadowCommand command) => command switch
    {
        ShadowCommands.Mutate mutate => Of(mutate.Operation),
        ShadowCommands.ReadPoints read => Of(read.Points),
        _ => null,
    };

    public static string Of(Operation operation) => Bounded(operation switch
    {
        InvokeOperation { Arguments.IsEmpty: false } invoke =>
            $"{invoke} {string.Join(' ', invoke.Arguments.Select(pair => $"{pair.Key}={pair.Value}"))}",
        _ => operation.ToString(),
    });

    public static string Of(IEnumerable<PointId> points) => Bounded($"read {string.Join(", ", points)}");

    public static string Bounded(string text) => text.Length <= ShadowLimits.AskedCharactersMax
        ? text
        : $"{text[..(ShadowLimits.AskedCharactersMax - 3)]}...";
}
