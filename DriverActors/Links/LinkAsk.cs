namespace Understudy.DriverActors.Links;

/// <summary>A request as the gate looks at it.</summary>
/// <param name="IsMutation">It is good for a short time only.</param>
/// <param name="IsSafe">A safe action, which waits out no pause.</param>
/// <param name="IsAgain">It is sent for the second time, now with nothing beside it.</param>
internal readonly record struct LinkAsk(byte Unit, bool IsMutation, bool IsSafe, bool IsAgain);
