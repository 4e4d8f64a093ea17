using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>A command that had another id before.</summary>
public sealed record RenamedCommand(CommandId From, CommandId To);
