using Understudy.Supervisor.Alarms.Webhook;
using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.Hosting;

namespace Understudy.Tests.Supervisor.Alarms.Webhook;

public sealed class WebhookOptionsTests
{
    private const string Secret = "a secret of some length";

    [Fact]
    public void Without_an_address_nothing_is_sent() =>
        Assert.Null(WebhookOptions.From(new NodeOptions { AlarmWebhookSecret = Secret }));

    [Fact]
    public void What_is_shown_of_an_address_is_its_host() => Assert.Equal(
        "https://pager.example:8443",
        WebhookOptions.From(Given("https://pager.example:8443/hook/token?key=1", Secret))!.Shown);

    [Theory]
    [InlineData("pager.example/hook", Secret)]
    [InlineData("ftp://pager.example", Secret)]
    [InlineData("https://ann:word@pager.example", Secret)]
    [InlineData("https://pager.example", null)]
    [InlineData("https://pager.example", "short")]
    public void A_node_does_not_start_with_a_webhook_that_can_not_be(string address, string? secret)
    {
        var error = Assert.Throws<StartFailedException>(() => WebhookOptions.From(Given(address, secret)));
        Assert.Equal(CommandExit.BadInput, error.ExitCode);
        Assert.DoesNotContain("word", error.Message.Replace("password", ""));
    }

    private static NodeOptions Given(string address, string? secret) =>
        new() { AlarmWebhook = address, AlarmWebhookSecret = secret };
}
