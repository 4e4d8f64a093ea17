using Understudy.Supervisor.Simulation.Scripts;

namespace Understudy.Tests.Supervisor.Simulation.Scripts;

/// <summary>What is wrong in a script is said with its place, and what would be right.</summary>
public sealed class ScriptProblemTests
{
    [Theory]
    [InlineData("{at: 1s, fault: silense}", "fault: 'silense' is no fault: did you mean 'silence'?")]
    [InlineData("{at: 1s, fault: delay}", "fault: 'delay' needs what belongs to it, for example")]
    [InlineData("{at: 1s, fault: {silence: 2s}}", "fault.silence: Nothing belongs to 'silence': write fault: silence.")]
    [InlineData("{at: 1s, fault: {dealy: 2s}}", "fault.dealy: 'dealy' is no key of a fault: did you mean 'delay'?")]
    [InlineData("{at: 1s, fault: {delay: 2}}", "fault.delay: A duration (a whole number with ms, s, m or h")]
    [InlineData("{at: 1s, fault: {delay: 2s, wrongId: next}}", "fault: One fault is expected")]
    [InlineData("{at: 1s, fault: {exception: busy}}", "fault.exception: 'busy' is not one of illegalFunction")]
    [InlineData("{at: 1s, fault: {wrongId: ofRequest}}", "fault.wrongId: That is the right id")]
    [InlineData("{at: 1s, fault: {corruptLength: 65536}}", "fault.corruptLength: A whole number from 0 to 65535")]
    [InlineData("{at: 1s, fault: {wrongSize: {by: 0}}}", "fault.wrongSize.by: 0 bytes more is the right size")]
    [InlineData("{at: 1s, fault: {splitReply: {gap: 1s}}}", "fault.splitReply: 'at' is missing")]
    [InlineData("{at: 1s, fault: {powerCycle: {}}}", "fault.powerCycle: 'off' is missing")]
    [InlineData("{at: 1s, for: 2s, fault: {powerCycle: {off: 1s}}}", "for: The length of a power cycle is its 'off'")]
    [InlineData("{at: 1s, for: 2s, fault: dropConnections}", "for: Connections are dropped once")]
    [InlineData("{at: 1s, for: 2s, fault: deafConnections}", "for: Connections that are heard no more")]
    [InlineData("{at: 1s, requests: 2, fault: freeze}", "requests: This fault is not one of requests")]
    [InlineData("{at: 1s, for: 1s, requests: 2, fault: silence}", "requests: Either 'for' or 'requests'")]
    [InlineData("{at: 1s, gateway: hal1, fault: silence}", "gateway: The plant has no gateway 'hal1': did you mean")]
    [InlineData("{at: 1s, device: hall1/pomp, fault: silence}",
        "device: The plant has no device 'hall1/pomp': did you mean 'hall1/pump'?")]
    [InlineData("{at: 1s, gateway: hall1, unit: 3, fault: silence}", "unit: hall1 has no unit 3: there is 1, 2.")]
    [InlineData("{at: 1s, unit: 1, fault: silence}", "unit: 'unit' needs 'gateway', as the plant has several.")]
    [InlineData("{at: 1s, device: hall1/pump, unit: 1, fault: silence}", "device: Either 'device' or 'gateway'")]
    [InlineData("{at: 1s, device: hall1/pump, fault: freeze}", "fault: This fault is of a gateway as a whole")]
    [InlineData("{at: 1s, device: hall1/pump, fault: {powerCycle: {off: 1s, silent: true}}}", "fault: One unit has no")]
    [InlineData("{at: 1s, set: {speed: 1}}", "set: 'set' needs 'device'")]
    [InlineData("{at: 1s, device: hall1/pump, set: {sped: 1}}",
        "set.sped: hall1/pump has no point 'sped': did you mean 'speed'?")]
    [InlineData("{at: 1s, device: hall1/pump, set: {speed: fast}}", "set.speed: 'speed' can't be 'fast'")]
    [InlineData("{at: 1s, device: hall1/pump, set: {speed: 70000}}", "set.speed: 'speed' can't be '70000'")]
    [InlineData("{at: 1s, device: hall1/pump, set: {}}", "set: A mapping from 1 to 100 points")]
    [InlineData("{at: 1s}", "A step needs 'fault' or 'set'")]
    [InlineData("{fault: silence}", "Exactly one of 'at' and 'every' is expected")]
    [InlineData("{at: 1s, every: 1s, fault: silence}", "Exactly one of 'at' and 'every' is expected")]
    [InlineData("{every: 2s, for: 2s, fault: silence}", "every: The step may last")]
    [InlineData("{every: 2s, for: 1s, jitter: 1s, fault: silence}", "every: The step may last")]
    [InlineData("{at: 1s, falt: silence, fault: silence}", "falt: 'falt' is no key of a step: did you mean 'fault'?")]
    [InlineData("{at: 1s, off: 1s, fault: silence}", "off: 'off' is no key of a step but of a powerCycle")]
    public void A_bad_step_is_named(string step, string problem)
    {
        var line = GivenScript.Problem($"steps:\n  - {step}");
        Assert.StartsWith("script.yaml:2:", line, StringComparison.Ordinal);
        Assert.Contains($" steps.0{(char.IsUpper(problem[0]) ? ": " : ".")}{problem}", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hall1/pump/speed: 5", "One way to move is expected")]
    [InlineData("hall1/pump/speed: {sinus: {}}", "'sinus' is no key of a waveform")]
    [InlineData("hall1/pump/speed: {sine: {min: 0, max: 1}}", "'period' is missing")]
    [InlineData("hall1/pump/speed: {sine: {min: 2, max: 1, period: 1s}}", "min, 2, is above max, 1.")]
    [InlineData("hall1/pump/speed: {sine: {min: 0, max: 70000, period: 1s}}", "'speed' can't be '70000'")]
    [InlineData("hall1/pump/on: {sine: {min: 0, max: 1, period: 1s}}", "'on' is no number")]
    [InlineData("hall1/pump/on: {square: {low: false, high: true, period: 0s}}", "A duration from 1ms")]
    [InlineData("hall1/pump/speed: {steps: []}", "A list of 1 to 1000 values")]
    [InlineData("hall1/pump/speed: {constant: x}", "'speed' can't be 'x'")]
    [InlineData("hall1/pump/sp: {constant: 1}", "can be written, so it stays as it was written")]
    [InlineData("hall1/pump/sped: {constant: 1}", "has no point 'sped': did you mean 'speed'?")]
    [InlineData("hall1/pomp/speed: {constant: 1}", "no device 'hall1/pomp': did you mean 'hall1/pump'?")]
    [InlineData("speed: {constant: 1}", "'speed' is no point: gateway/device/point is expected.")]
    public void A_bad_waveform_is_named(string waveform, string problem)
    {
        var line = GivenScript.Problem($"waveforms:\n  {waveform}");
        Assert.StartsWith("script.yaml:2:", line, StringComparison.Ordinal);
        Assert.Contains(problem, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "script.yaml:1:1: The file is empty")]
    [InlineData("steps: 5", "script.yaml:1:8: steps: A list of steps is expected")]
    [InlineData("stpes: []", "script.yaml:1:1: stpes: 'stpes' is no key of a script: did you mean 'steps'?")]
    [InlineData("loop: true", "script.yaml:1:7: loop: The steps take no time")]
    [InlineData("loop: 5s\nsteps: [{at: 4s, for: 2s, fault: silence}]", "loop: The last step ends after 6s")]
    [InlineData("loop: 5s\nsteps: [{every: 4s, fault: silence}]", "loop: The step in line 2 has 'every'")]
    [InlineData("loop: soon", "loop: A duration")]
    [InlineData("steps:\n\t- {}", "script.yaml:2:1: A tab is used")]
    public void A_bad_script_is_named(string yaml, string problem) =>
        Assert.Contains(problem, GivenScript.Problem(yaml), StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_found_at_once()
    {
        var result = ScriptFile.Parse(
            "steps:\n  - {at: x, fault: silence}\n  - {at: 1s, fault: y}\nwaveforms: {z: {constant: 1}}",
            "script.yaml",
            GivenScript.Plant);
        Assert.Equal(
            ["script.yaml:2:10", "script.yaml:3:21", "script.yaml:4:13"],
            result.Problems.Select(problem => problem[..16]));
    }
}
