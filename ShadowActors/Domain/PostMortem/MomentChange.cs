namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>What is different of a device at two moments.</summary>
/// <param name="Of">Mode, setting, reading, request, held difference, ...</param>
/// <param name="Name">Which of them; empty where there is one only.</param>
/// <param name="Before">In words; null: it was not there.</param>
/// <param name="After">In words; null: it is not there any more.</param>
public sealed record MomentChange(string Of, string Name, string? Before, string? After);
