using Microsoft.Playwright;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.Dashboard;

public sealed class LivePageTests(BrowserFixture browser)
{
    [Fact]
    public async Task An_open_page_follows_the_plant_and_announces_a_change_of_mode()
    {
        await using var node = await DashboardNode.StartAsync(SamplePlant.Empty);
        var page = await browser.NewPageAsync(TestContext.Current.CancellationToken);
        await using var context = page.Context;
        await page.GotoAsync($"{node.Url}");
        await page.GetByText("No plant yet").WaitForAsync();
        node.Picture = SamplePlant.At;
        await page.GetByText("10 devices on 4 gateways").WaitForAsync();
        node.Picture = now => SamplePlant.At(now) is var plant && plant.Gateways[1] is var lab
            ? plant with
            {
                Gateways = plant.Gateways.SetItem(
                    1, lab with { Devices = lab.Devices.SetItem(0, lab.Devices[0] with { Status = null }) }),
            }
            : null!;
        await page.GetByText("lab/balance is No answer.").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
