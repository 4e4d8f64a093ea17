namespace Understudy.Supervisor.Plant;

/// <summary>A plant file can't be read; the message names it and says why.</summary>
public sealed class PlantUnreadableException(string message, Exception? inner = null) : Exception(message, inner);
