using System.Diagnostics;
using Understudy.Tests.Peers;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.EndToEnd;

[Collection(AloneCollection.Name)]
public sealed class FiveMinutesTests
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(2);

    [Fact(Timeout = 180_000)]
    [Trait("Category", "Long")]
    public async Task The_demonstration_of_the_readme_ends_as_it_promises()
    {
        var start = new ProcessStartInfo("bash", [RepositoryFile.PathOf("Deploy", "demo", "five-minutes.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["UNDERSTUDY"] = NodeProcess.Executable;
        start.Environment.Remove("UNDERSTUDY_DATABASE");
        using var script = Process.Start(start)!;
        try
        {
            var output = script.StandardOutput.ReadToEndAsync();
            var errors = script.StandardError.ReadToEndAsync();
            await script.WaitForExitAsync().WaitAsync(TimeMax);
            Assert.True(script.ExitCode == 0, $"{await output}{await errors}");
            Assert.StartsWith("As promised: ", (await output).TrimEnd().Split('\n')[^1]);
        }
        finally
        {
            // It ends its node and its server itself when it is told to; killed, it could not.
            if (!script.HasExited) _ = await PeerProcess.RunAsync("kill", "-TERM", $"{script.Id}");
        }
    }
}
