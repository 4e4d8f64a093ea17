namespace Understudy.Tests.Peers;

/// <summary>Tests that load the machine with processes and clients: one after another, when the others are done, so
/// that what they say of time is about the product and not about its neighbours.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
