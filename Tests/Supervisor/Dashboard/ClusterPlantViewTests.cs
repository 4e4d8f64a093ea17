using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Dashboard.View;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Manager;
using Understudy.Tests.Supervisor.Api;

namespace Understudy.Tests.Supervisor.Dashboard;

public sealed class ClusterPlantViewTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("a.yaml:1: gateways: wrong")]
    public async Task What_is_wrong_with_the_plant_is_in_the_picture(string? reason)
    {
        var plant = new PlantView();
        plant.Show(new DeclaredPlant(null, null, new([])));
        var view = new ClusterPlantView(
            plant,
            new NoGateways(),
            new Health(reason is null ? [] : [reason]),
            new ScriptedJournal(),
            new NodeOptions(),
            TimeProvider.System);

        var picture = await view.GetPlantAsync(TestContext.Current.CancellationToken);

        Assert.Equal(reason, picture.Problem);
    }

    private sealed class Health(IReadOnlyList<string> reasons) : INodeHealth
    {
        public Task<(bool Ready, IReadOnlyList<string> Reasons)> GetAsync() => Task.FromResult((true, reasons));
    }

    private sealed class NoGateways : IDeviceClient
    {
        public Task<ShadowReplies.IShadowReply?> AskAsync(ShadowCommands.IShadowCommand command) =>
            throw new NotSupportedException();

        public Task<ShadowReplies.IShadowReply?> AskAsync(IDeviceMessage query, TimeSpan timeout) =>
            throw new NotSupportedException();

        public Task<ShadowReplies.GatewayStatus?> GetGatewayAsync(GatewayId gateway, TimeSpan timeout) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<(GatewayId Gateway, ShadowReplies.GatewayStatus? Status)>> GetGatewaysAsync(
            TimeSpan timeout) =>
            Task.FromResult<IReadOnlyList<(GatewayId Gateway, ShadowReplies.GatewayStatus? Status)>>([]);
    }
}
