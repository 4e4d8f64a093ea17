namespace Understudy.DriverActors.Links;

/// <summary>A request's place among those under way on a connection.</summary>
/// <param name="Since">When it was taken, as a timestamp.</param>
/// <param name="IsTry">Of a unit that is known as silent.</param>
/// <param name="IsPast">Taken while an attempt that had given its place back was still waited for.</param>
internal readonly record struct LinkPlace(LinkConnection Connection, long Since, bool IsTry, bool IsPast);
