namespace Understudy.Tests.Campaign;

/// <summary>When each process is killed. The same seed gives the same schedule.</summary>
internal static class KillSchedule
{
    public const string KillsVariable = "UNDERSTUDY_KILLS";
    public const string SeedVariable = "UNDERSTUDY_KILL_SEED";

    /// <param name="otherwise">Where the environment does not say.</param>
    public static int Kills(int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(KillsVariable), out var kills) && kills > 0 ? kills : otherwise;

    public static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var seed) ? seed : Random.Shared.Next(1_000_000);

    public static IEnumerable<Kill> Of(int seed, int kills)
    {
        var random = new Random(seed);
        for (var i = 0; i < kills; i++)
        {
            yield return random.Next(8) switch
            {
                0 => new Kill(KillAfter.Start, TimeSpan.FromMilliseconds(random.Next(200, 3000))),
                1 or 2 => new Kill(KillAfter.FirstAnswer, TimeSpan.FromMilliseconds(random.Next(0, 1500))),
                _ => new Kill(KillAfter.FirstConfirmation, TimeSpan.FromMilliseconds(random.Next(0, 600))),
            };
        }
    }
}

internal sealed record Kill(KillAfter After, TimeSpan Delay);

internal enum KillAfter
{
    /// <summary>While it is still coming up.</summary>
    Start,

    /// <summary>While requests wait for the recovery.</summary>
    FirstAnswer,

    /// <summary>Under load.</summary>
    FirstConfirmation,
}
