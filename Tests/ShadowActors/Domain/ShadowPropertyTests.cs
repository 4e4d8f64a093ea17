using CsCheck;
using Understudy.Hardware.Model;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Whatever happens in whatever order, <see cref="ShadowRules"/> hold and everybody is answered.</summary>
public sealed class ShadowPropertyTests
{
    private static readonly Gen<(int Kind, int A, int B)[]> Steps = Gen.Select(
        Gen.Int[0, AnyHistory.KindsMax - 1], Gen.Int[0, 1_000], Gen.Int[0, 1_000]).Array[1, 120];

    [Fact]
    public void No_history_breaks_a_rule() => Steps.Sample(
        steps => Play(steps, running: false), iter: 1_500, time: -1, print: Shown);

    [Fact]
    public void No_history_of_a_running_device_breaks_a_rule() => Steps.Sample(
        steps => Play(steps, running: true), iter: 3_000, time: -1, print: Shown);

    private static void Play((int Kind, int A, int B)[] steps, bool running)
    {
        var history = new AnyHistory(running);
        foreach (var (kind, a, b) in steps) history.Step(kind, a, b);
        history.Scenario.Wait(TimeSpan.FromSeconds(70));
        Assert.Empty(history.Scenario.Unanswered);
    }

    private static string Shown((int Kind, int A, int B)[] steps) =>
        string.Join(", ", steps.Select(step => $"({step.Kind}, {step.A}, {step.B})"));
}
