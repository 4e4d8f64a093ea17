namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>A key with what it stands for.</summary>
internal readonly record struct MapEntry(TextNode Key, PlantNode Value);
