namespace Understudy.Tests.Peers;

public sealed class BrowserFixtureTests(BrowserFixture browser)
{
    [Fact(Timeout = 120_000)]
    public async Task A_page_is_shown_and_its_script_runs()
    {
        var page = await browser.NewPageAsync(TestContext.Current.CancellationToken);

        await page.GotoAsync("data:text/html,<title>pump</title><script>document.title += ' 2'</script>");

        Assert.Equal("pump 2", await page.TitleAsync());
        await page.Context.CloseAsync();
    }
}
