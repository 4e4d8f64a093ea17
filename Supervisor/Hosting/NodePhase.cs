namespace Understudy.Supervisor.Hosting;

/// <summary>Whether a node still starts or already stops: its log differs then.</summary>
public sealed class NodePhase
{
    private volatile bool _isUp;
    private volatile bool _isStopping;

    public bool IsStarting => !_isUp && !_isStopping;

    public bool IsStopping => _isStopping;

    public void Follow(IHostApplicationLifetime lifetime)
    {
        lifetime.ApplicationStarted.Register(() => _isUp = true);
        lifetime.ApplicationStopping.Register(() => _isStopping = true);
    }
}
