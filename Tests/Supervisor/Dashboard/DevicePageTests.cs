namespace Understudy.Tests.Supervisor.Dashboard;

public sealed class DevicePageTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task A_device_shows_its_points_and_its_journal_in_words()
    {
        var text = await TextAsync("devices/hall1/furnace2");
        Assert.Contains("hall1/furnace2", text);
        Assert.Contains("Because The driver hung", text);
        Assert.Contains("incarnation #7", text);
        Assert.Contains("temperature 796.1 °C Uncertain LastUsableValue 3.2 s the shadow, from the journal", text);
        Assert.Contains("request dispatched scada Write setpoint = 800: given to the driver.", text);
        Assert.Contains("Drill: the driver's next call will hang.", text);
    }

    [Fact]
    public async Task Held_differences_are_listed_with_their_reason()
    {
        var text = await TextAsync("devices/hall1/furnace3");
        Assert.Contains("Held differences", text);
        Assert.Contains("highLimit 2 0 Last contact was 14 min ago", text);
    }

    [Theory]
    [InlineData("devices/hall1/nothing")]
    [InlineData("devices/no.such/device")]
    [InlineData("devices/%3Cb%3E/x")]
    public async Task A_device_that_is_not_declared_is_said_to_be_none(string path)
    {
        var text = await TextAsync(path);
        Assert.Contains("No such device", text);
    }

    [Fact]
    public async Task A_device_whose_gateway_is_silent_says_so() =>
        Assert.Contains("Its gateway gives no answer.", await TextAsync("devices/yard/pump9"));

    private static async Task<string> TextAsync(string path)
    {
        await using var node = await DashboardNode.StartAsync(SamplePlant.At);
        return PageText.Of(await Http.GetStringAsync(new Uri(node.Url, path)));
    }
}
