namespace Understudy.DriverActors.Links;

/// <summary>What the end of an exchange says about the unit.</summary>
internal enum ExchangeEnd : byte
{
    Unknown,
    Answered,
    Silent,
}
