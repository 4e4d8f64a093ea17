using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.DriverActors.Actors;

/// <summary>Makes the driver and opens it.</summary>
internal sealed class OpenCall(DriverRun run, Func<DeviceSpec, IDriver> factory, long deadline)
    : DriverCall<DeviceIdentity>(run, deadline)
{
    private readonly long _startedAt = run.Time.GetTimestamp();
    private DriverReports.Opened? _opened;

    public override IEnumerable<long> Numbers => [];

    /// <summary>Told by the actor in its turn, so that the shadow's first call finds it open.</summary>
    public void ReportOpened() => Run.Report(_opened!);

    protected override async Task<DeviceIdentity> InvokeAsync()
    {
        var driver = factory(Run.Open.Device);
        Run.Driver = driver;
        if (Run.HasEnded)
        {
            // Made too late: whoever ended the incarnation may have looked before it was there.
            if (Run.TakeDriver() is { } late) await late.DisposeAsync();
            throw new OperationCanceledException("The incarnation ended while its driver was made.");
        }

        Run.SetCallsInFlightMax(driver.Traits);
        return await driver.OpenAsync(Run.Host, Cancellation);
    }

    protected override void Report(DeviceIdentity identity)
    {
        if (identity is null) throw new InvalidOperationException("The driver gave no identity.");
        _opened = new DriverReports.Opened(Run.Incarnation, identity, Run.Time.GetElapsedTime(_startedAt));
    }

    protected override bool TryRefuse(SendRefusal refusal) => false;
}
