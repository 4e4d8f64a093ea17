namespace Understudy.Supervisor.Devices;

/// <summary>Whether this node can serve requests.</summary>
public interface INodeHealth
{
    /// <summary>Reasons why it is not ready, or what to look at though it is.</summary>
    Task<(bool Ready, IReadOnlyList<string> Reasons)> GetAsync();
}
