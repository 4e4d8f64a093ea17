using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Hosting;

/// <summary>What the systemd unit keeps from a node must be nothing that it needs; here is no systemd to ask.</summary>
public sealed class ServiceUnitTests
{
    private static readonly string[] Unit = RepositoryFile.Text("Deploy", "systemd", "understudy.service").Split('\n');

    [Theory]
    [InlineData("AF_INET")]
    [InlineData("AF_INET6")]
    [InlineData("AF_UNIX")]
    [InlineData("AF_NETLINK")]
    public void A_node_may_open_the_sockets_that_it_opens(string family) =>
        Assert.Contains(family, Value("RestrictAddressFamilies").Split(' '));

    [Fact]
    public void A_node_that_was_given_something_wrong_is_not_started_again_and_any_other_is()
    {
        Assert.Equal("always", Value("Restart"));
        Assert.Equal("2", Value("RestartPreventExitStatus"));
    }

    private static string Value(string key) =>
        Assert.Single(Unit, line => line.StartsWith($"{key}=", StringComparison.Ordinal))[(key.Length + 1)..];
}
