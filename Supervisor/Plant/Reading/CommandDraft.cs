using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>A command of a profile.</summary>
/// <param name="Entry">As the file has it.</param>
/// <param name="Was">The places of its former ids.</param>
internal sealed record CommandDraft(CommandSpec Spec, MapEntry Entry, IReadOnlyList<TextNode> Was);
