namespace Understudy.Supervisor.Plant.Reading;

/// <summary>What a plant says otherwise of a kind of device.</summary>
/// <param name="Defaults">For its points and commands.</param>
internal sealed record ClassPolicies(PolicyDefaults Defaults, Upkeep Upkeep);
