using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.Hosting;

namespace Understudy.Tests.Supervisor.Hosting;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://192.168.1.5:0")]
    [InlineData("http://example.org:0")]
    [InlineData("http://user@127.0.0.1:0")]
    [InlineData("http://127.0.0.1:0;http://10.0.0.1:0")]
    public void An_address_that_others_could_reach_is_wrong_input(string urls)
    {
        var error = Assert.Throws<StartFailedException>(() => ListenAddress.Check(urls));

        Assert.Equal(CommandExit.BadInput, error.ExitCode);
        Assert.Contains("--urls", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("http://localhost:0")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://127.3.2.1:0;http://[::1]:0")]
    public void An_address_of_loopback_is_taken(string urls) => ListenAddress.Check(urls);
}
