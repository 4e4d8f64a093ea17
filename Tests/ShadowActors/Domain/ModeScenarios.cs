using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>A shadow in each mode and stage that answers tell apart. Before, where it could be, the settings
/// <c>mode</c> 3 and <c>level</c> 5 (under the key <c>known</c>) were written.</summary>
internal static class ModeScenarios
{
    public static readonly (string Name, Func<DeviceSpec, ShadowScenario> Make)[] All =
    [
        ("starting", spec => new ShadowScenario(spec)),
        ("claiming", spec => new ShadowScenario(spec) { JournalAnswers = false }.Start()),
        ("passive", Known),
        ("passive-window", PassiveInSendWindow),
        ("active-stop", spec => Failed(spec, s => s.Fails())),
        ("active-closed", spec => Failed(spec, s => s.FailsForGood())),
        ("active-opening", spec => Failed(spec, s => s.FailsForGood().Wait(1))),
        ("active-transfer", Transferring),
        ("faulted", Faulted),
        ("journal-reading", JournalReading),
        ("journal-down", spec => Known(spec).JournalDown()),
        ("reopened-down", spec => Known(spec).JournalDown().Fails(FailureKind.NoResponse)),
        ("unreadable", spec => Known(spec).Happens(new ShadowInputs.JournalUnreadable("event 7"))),
        ("stopping", Stopping),
    ];

    /// <summary>As people decided about it.</summary>
    public static readonly (string Name, Func<DeviceSpec, ShadowScenario> Make)[] Decided =
    [
        ("out-of-service", spec => Decide(spec, s => s.Decide(AdministrativeState.Maintenance))),
        ("locked", spec => Decide(spec, s => s.Lock())),
    ];

    private static ShadowScenario Decide(DeviceSpec spec, Action<ShadowScenario> decide)
    {
        var scenario = Known(spec);
        decide(scenario);
        return scenario;
    }

    private static ShadowScenario Known(DeviceSpec spec)
    {
        var scenario = ShadowScenario.Passive(spec);
        scenario.Write("mode", 3);
        scenario.Write("level", 5, "known");
        scenario.Read("temp");
        scenario.Wait(0.2);
        return scenario;
    }

    private static ShadowScenario Failed(DeviceSpec spec, Func<ShadowScenario, ShadowScenario> fail)
    {
        var scenario = Known(spec);
        scenario.DriverOpens = false;
        return fail(scenario);
    }

    private static ShadowScenario PassiveInSendWindow(DeviceSpec spec)
    {
        var next = Known(spec).Successor("claim-2", TimeSpan.FromMilliseconds(100)).Start();
        Assert.Equal(DeviceMode.Passive, next.Live.Mode);
        return next;
    }

    private static ShadowScenario Transferring(DeviceSpec spec)
    {
        var scenario = Known(spec);
        scenario.DeviceReads = false;
        return scenario.Fails();
    }

    private static ShadowScenario Faulted(DeviceSpec spec)
    {
        var scenario = Known(spec);
        for (var i = 0; i < 6; i++)
        {
            scenario.Fails();
            if (scenario.Live.Mode != DeviceMode.Faulted) scenario.Wait(1.5);
        }

        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        return scenario;
    }

    private static ShadowScenario JournalReading(DeviceSpec spec)
    {
        var scenario = Known(spec);
        scenario.JournalAnswers = false;
        scenario.Write("gain", 7);
        return scenario.Happens(new ShadowInputs.AppendFailed(scenario.Journal.End(false), "in doubt"));
    }

    private static ShadowScenario Stopping(DeviceSpec spec)
    {
        var scenario = Known(spec);
        scenario.DeviceActs = false;
        scenario.Invoke("dose");
        return scenario.Happens(new ShadowInputs.StopOrdered("moved"));
    }
}
