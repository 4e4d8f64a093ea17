using System.Text;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantSpecJsonTests
{
    private static readonly GatewaySpec Hall = SimulatedPlant.Load().Gateways.Single(g => g.Id.Value == "hall1");

    [Fact]
    public void A_plant_comes_back_equal_and_to_the_byte() => ComesBack(SimulatedPlant.Load());

    [Fact]
    public void A_gateway_comes_back_equal_and_to_the_byte() => ComesBack(Hall);

    [Fact]
    public void Every_device_comes_back_equal_and_to_the_byte()
    {
        foreach (var device in SimulatedPlant.Load().Gateways.SelectMany(gateway => gateway.Devices)) ComesBack(device);
        ComesBack(Given.Plant(Given.Example).Gateways[0].Devices[0]);
    }

    [Fact]
    public void Looking_up_a_point_changes_neither_equality_nor_json()
    {
        var (device, same) = (Hall.Devices[0], SimulatedPlant.Load().Gateways[0].Devices[0]);
        var before = JsonSerializer.Serialize(device);
        Assert.NotNull(device.Point(device.Points[0].Id));
        Assert.Equal(same, device);
        Assert.Equal(same.GetHashCode(), device.GetHashCode());
        Assert.Equal(before, JsonSerializer.Serialize(device));
    }

    [Fact]
    public void A_copy_with_other_points_finds_the_other_points()
    {
        var device = Hall.Devices[0];
        var id = device.Points[0].Id;
        Assert.NotNull(device.Point(id));
        Assert.Null((device with { Points = device.Points.RemoveAt(0) }).Point(id));
    }

    [Fact]
    public void Specs_with_different_content_differ()
    {
        var plant = SimulatedPlant.Load();
        Assert.NotEqual(plant, plant with { Gateways = plant.Gateways.RemoveAt(0) });
        Assert.NotEqual(Hall, Hall with { Devices = Hall.Devices.RemoveAt(0) });
        var point = Hall.Devices[0].Points[0];
        Assert.NotEqual(point, point with { After = [new PointId("other")] });
    }

    private static void ComesBack<T>(T spec)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(spec);
        var back = JsonSerializer.Deserialize<T>(bytes)!;
        Assert.Equal(spec, back);
        Assert.Equal(Encoding.UTF8.GetString(bytes), JsonSerializer.Serialize(back));
    }
}
