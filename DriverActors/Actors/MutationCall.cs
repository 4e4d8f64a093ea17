using System.Diagnostics;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Actors;

/// <summary>One write or command.</summary>
internal sealed class MutationCall(DriverRun run, DriverCommands.IDriverCall call, long deadline)
    : DriverCall<MutationOutcome>(run, deadline)
{
    public override bool IsMutation => true;

    public override IEnumerable<long> Numbers => [call.Call];

    public override bool IsUnsent => base.IsUnsent || (Error is not null && !Run.Host.HasAskedForChange);

    protected override (string Name, IEnumerable<ActivityContext> Asking) Trace =>
        (call is DriverCommands.Write ? "driver write" : "driver invoke", [call.Trace]);

    protected override Task<MutationOutcome> InvokeAsync()
    {
        Run.Host.BeginMutation();
        return call switch
        {
            DriverCommands.Write write =>
                Run.Driver.WriteAsync(write.Point, write.Value, write.Permit, Cancellation),
            DriverCommands.Invoke invoke =>
                Run.Driver.InvokeAsync(invoke.Command, invoke.Arguments, invoke.Permit, Cancellation),
            _ => throw new UnreachableException($"{call.GetType().Name} is no mutation."),
        };
    }

    protected override void Report(MutationOutcome outcome)
    {
        if (outcome is null) throw new InvalidOperationException("The driver gave no outcome.");
        Run.Report(new DriverReports.MutationDone(Run.Incarnation, call.Call, outcome));
    }

    protected override bool TryRefuse(SendRefusal refusal)
    {
        Run.Report(new DriverReports.SendRefused(Run.Incarnation, call.Call, refusal));
        return true;
    }
}
