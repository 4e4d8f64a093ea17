using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Manager.Domain;

/// <summary>What is to be done with a plant that somebody wants applied.</summary>
public abstract record PlantDecision
{
    private PlantDecision()
    {
    }

    /// <summary>Nothing is to be done but to say so.</summary>
    public sealed record Answer(object Reply) : PlantDecision;

    /// <summary>Once this is durable, it is the declared plant.</summary>
    public sealed record Append(
        PlantEvents.PlantApplied Event,
        DeclaredPlant Next,
        ShadowManagerMessages.PlantAccepted Reply) : PlantDecision;
}
