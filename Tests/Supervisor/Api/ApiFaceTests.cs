using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Manager;

namespace Understudy.Tests.Supervisor.Api;

public sealed class ApiFaceTests(ApiServer api) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_document_lists_every_route_with_a_summary()
    {
        var (_, document) = await api.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        var paths = document.GetProperty("paths");
        var routes = api.App.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Select(endpoint => (
                Path: "/" + endpoint.RoutePattern.RawText!.Trim('/'),
                Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []))
            .Where(route => !route.Path.StartsWith("/openapi", StringComparison.Ordinal))
            .ToList();

        Assert.True(routes.Count >= 15);
        foreach (var (path, methods) in routes)
        {
            foreach (var method in methods)
            {
                var operation = paths.GetProperty(path).GetProperty(method.ToLowerInvariant());
                Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            }
        }
    }

    [Fact]
    public async Task The_document_tells_every_problem_and_which_requests_have_a_key()
    {
        var (_, document) = await api.SendAsync(HttpMethod.Get, "/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject()
            .Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject()
                .Select(method => (Name: $"{method.Name} {path.Name}", method.Value)))
            .ToList();

        foreach (var (name, operation) in operations)
        {
            var statuses = operation.GetProperty("responses").EnumerateObject().Select(row => row.Name).ToList();
            Assert.True(statuses.Contains("500"), name);
            if (name.StartsWith("get", StringComparison.Ordinal)) continue;
            Assert.True(statuses.Contains("403"), name);
            // It takes no body, and twice is as once.
            if (name.EndsWith("/trace", StringComparison.Ordinal)) continue;
            if (name.EndsWith("/quarantine/{id}", StringComparison.Ordinal)) continue;
            Assert.True(statuses.Contains("413"), name);
            var isPlant = name.EndsWith("/plant", StringComparison.Ordinal);
            Assert.True(isPlant || statuses.Contains("415"), name);
            Assert.True(isPlant || operation.GetProperty("parameters").EnumerateArray()
                .Any(parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key"), name);
        }
    }

    [Fact]
    public async Task Devices_are_listed_also_when_their_gateway_is_silent()
    {
        api.Region = message => message is ShadowQueries.GetGateway gateway
            ? new ShadowReplies.GatewayStatus(
                gateway.Gateway, true, "modbusTcp 127.0.0.1:1502", true, null, "n1", [PointEndpointsTests.Device()])
            : null;

        var (_, list) = await api.SendAsync(HttpMethod.Get, "/api/v1/devices");
        var (_, gateway) = await api.SendAsync(HttpMethod.Get, "/api/v1/gateways/hall1");
        api.Region = _ => null;
        var (_, silent) = await api.SendAsync(HttpMethod.Get, "/api/v1/gateways");

        Assert.Equal(["hall1/oven", "hall1/pump"], list.EnumerateArray().Select(d => d.GetProperty("id").GetString()));
        Assert.Equal("Active", list[0].GetProperty("mode").GetString());
        Assert.Equal(JsonValueKind.Null, list[1].GetProperty("mode").ValueKind);
        Assert.True(gateway.GetProperty("linkUp").GetBoolean());
        Assert.Equal(2, silent[0].GetProperty("devices").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, silent[0].GetProperty("linkUp").ValueKind);
    }

    [Fact]
    public async Task A_device_tells_its_points_and_commands()
    {
        api.Region = _ => PointEndpointsTests.Device();

        var (response, device) = await api.SendAsync(HttpMethod.Get, "/api/v1/devices/hall1/oven");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("Reinitialise", device.GetProperty("stage").GetString());
        Assert.Equal("register", device.GetProperty("class").GetString(), ignoreCase: true);
        var points = device.GetProperty("declaredPoints");
        Assert.Equal(5, points.GetArrayLength());
        Assert.Equal("off", points[3].GetProperty("values")[0].GetString());
        Assert.Equal("target", points[4].GetProperty("fields")[0].GetProperty("field").GetString());
        Assert.Equal("start", device.GetProperty("declaredCommands")[0].GetProperty("command").GetString());
    }

    [Fact]
    public async Task A_command_is_invoked_with_and_without_arguments()
    {
        var asked = new List<ShadowCommands.Mutate>();
        api.Region = message =>
        {
            asked.Add((ShadowCommands.Mutate)message);
            return PointEndpointsTests.Confirmed(asked[^1]);
        };

        var (without, _) = await api.SendAsync(HttpMethod.Post, "/api/v1/devices/hall1/oven/commands/start");
        var (with, body) = await api.SendAsync(
            HttpMethod.Post, "/api/v1/devices/hall1/oven/commands/start", """{"args":{"value":3}}""");

        Assert.Equal([200, 200], [(int)without.StatusCode, (int)with.StatusCode]);
        Assert.Empty(Assert.IsType<InvokeOperation>(asked[0].Operation).Arguments);
        Assert.Equal(PointValue.Of(3), Assert.IsType<InvokeOperation>(asked[1].Operation).Arguments["value"]);
        Assert.Equal("invoke", body.GetProperty("operation").GetProperty("do").GetString());
    }

    [Fact]
    public async Task A_request_is_found_by_its_id_alone()
    {
        var id = new RequestId("r-1");
        var status = new ShadowReplies.RequestStatus(
            DeviceId.Parse("hall1/pump"),
            id,
            new WriteOperation(new PointId("sp"), PointValue.Of(1.0)),
            Verdict.Accepted,
            null,
            ServedBy.ShadowQueue,
            DateTimeOffset.UnixEpoch);
        api.Region = message => message switch
        {
            ShadowQueries.GetRequest query when query.Device == status.Device && query.Request == id => status,
            ShadowQueries.GetRequest query => new ShadowReplies.Refused(
                query.Device.ToString(), RefusalKind.UnknownRequest, "unknown", ServedBy.ShadowCheck),
            _ => null,
        };

        var (found, body) = await api.SendAsync(HttpMethod.Get, "/api/v1/requests/r-1");
        var (ofDevice, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/devices/hall1/pump/requests/r-1");
        var (unknown, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/requests/r-2");

        Assert.Equal([200, 200, 404], [(int)found.StatusCode, (int)ofDevice.StatusCode, (int)unknown.StatusCode]);
        Assert.Equal("hall1/pump", body.GetProperty("device").GetString());
        Assert.Equal("Accepted", body.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_plant_is_applied_and_refused_with_its_problems()
    {
        ShadowManagerMessages.ApplyPlant? asked = null;
        api.ShadowManager = message => message switch
        {
            ShadowManagerMessages.ApplyPlant { DryRun: true } apply => new ShadowManagerMessages.PlantAccepted(
                (asked = apply).DryRun, ["+ hall2"]),
            ShadowManagerMessages.ApplyPlant => new ShadowManagerMessages.PlantRefused(
                PlantRefusal.BadPlant, "1 problem", ["plant.yaml:1:1: gateways: wrong"]),
            _ => new ShadowManagerMessages.PlantText(true, "p.yaml", "gateways: {}"),
        };

        var (dry, change) = await api.SendAsync(
            HttpMethod.Put, "/api/v1/plant?dryRun=true&fileName=p.yaml", "gateways: {}", type: "application/yaml");
        var (bad, problem) = await api.SendAsync(
            HttpMethod.Put, "/api/v1/plant", "x", type: "application/x-www-form-urlencoded");
        var (_, plant) = await api.SendAsync(HttpMethod.Get, "/api/v1/plant");

        Assert.Equal(200, (int)dry.StatusCode);
        Assert.Equal("+ hall2", change.GetProperty("changes")[0].GetString());
        Assert.True(asked is { FileName: "p.yaml", Source: "gateways: {}" });
        Assert.Equal(422, (int)bad.StatusCode);
        Assert.Equal("plant.yaml:1:1: gateways: wrong", problem.GetProperty("problems")[0].GetString());
        Assert.Equal("gateways: {}", plant.GetProperty("source").GetString());
    }

    [Fact]
    public async Task A_driver_is_restarted_and_made_to_fail()
    {
        var asked = new List<object>();
        api.Region = message =>
        {
            asked.Add(message);
            var command = (ShadowCommands.IShadowCommand)message;
            return new ShadowReplies.Done(command.Device, command.Request, "done");
        };

        var (restart, _) = await api.SendAsync(HttpMethod.Post, "/api/v1/devices/hall1/oven/driver/restart");
        var (fault, _) = await api.SendAsync(
            HttpMethod.Post, "/api/v1/devices/hall1/oven/driver/faults", """{"kind":"hang"}""");
        var (wrong, _) = await api.SendAsync(
            HttpMethod.Post, "/api/v1/devices/hall1/oven/driver/faults", """{"kind":"explode"}""");

        Assert.Equal([200, 200, 400], [(int)restart.StatusCode, (int)fault.StatusCode, (int)wrong.StatusCode]);
        Assert.IsType<ShadowCommands.RestartDriver>(asked[0]);
        Assert.True(asked[1] is ShadowCommands.InjectFault { Fault: DrillFault.Hang });
    }

    [Fact]
    public async Task Drills_need_a_node_that_allows_them()
    {
        var strict = new ApiServer { AllowDrills = false };
        await strict.InitializeAsync();
        await using var _ = strict;

        var (response, _) = await strict.SendAsync(
            HttpMethod.Post, "/api/v1/devices/hall1/oven/driver/faults", """{"kind":"Throw"}""");

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_journal_is_read_in_pages_and_followed()
    {
        JournalQuery? asked = null;
        api.Journal.Answer = query =>
        {
            asked = query;
            return query.AfterSequence is > 2
                ? []
                : [new JournalEntry(3, "driver-failed.v1", DateTimeOffset.UnixEpoch, """{"message":"x"}""")];
        };

        var (_, page) = await api.SendAsync(
            HttpMethod.Get,
            "/api/v1/devices/hall1/oven/journal?from=2026-01-01T00:00:00Z&kind=driver-failed&limit=5&after=2");
        var paged = asked;
        var (wrong, _) = await api.SendAsync(HttpMethod.Get, "/api/v1/devices/hall1/oven/journal?limit=0");
        await using var stream = await api.Http.GetStreamAsync("/api/v1/devices/hall1/oven/journal?follow=true");
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("x", page.GetProperty("entries")[0].GetProperty("event").GetProperty("message").GetString());
        Assert.Equal(3, page.GetProperty("last").GetInt64());
        Assert.Equal(
            new JournalQuery(
                "shadow-hall1/oven",
                new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                null,
                "driver-failed",
                2,
                5),
            paged);
        Assert.Equal(400, (int)wrong.StatusCode);
        Assert.Equal(3, JsonDocument.Parse(line!).RootElement.GetProperty("number").GetInt64());
    }

    [Theory]
    [InlineData("driver-failed.v1", "driver-failed")]
    [InlineData("driver-failed", "driver-failed")]
    [InlineData("driver-failed.v7", null)]
    [InlineData("driver", null)]
    [InlineData("plant-applied", null)]
    public async Task A_kind_is_named_as_entries_name_it_or_without_version(string kind, string? asked)
    {
        JournalQuery? query = null;
        api.Journal.Answer = read =>
        {
            query = read;
            return [];
        };

        var (response, body) = await api.SendAsync(
            HttpMethod.Get, $"/api/v1/devices/hall1/oven/journal?kind={kind}");

        Assert.Equal(asked is null ? 400 : 200, (int)response.StatusCode);
        Assert.Equal(asked, query?.Kind);
        if (asked is null)
            Assert.Contains("request-dispatched, ", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_followed_journal_that_goes_away_breaks_off()
    {
        var reads = 0;
        api.Journal.Answer = _ => reads++ == 0
            ? [new JournalEntry(3, "driver-failed.v1", DateTimeOffset.UnixEpoch, "{}")]
            : throw new JournalStoreException("gone");

        await using var stream = await api.Http.GetStreamAsync("/api/v1/devices/hall1/oven/journal?follow=true");
        using var reader = new StreamReader(stream);

        Assert.NotNull(await reader.ReadLineAsync());
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_node_whose_actors_are_silent_lives_and_is_not_ready()
    {
        api.Region = _ => null;
        api.ShadowManager = _ => null;

        var (live, _) = await api.SendAsync(HttpMethod.Get, "/health/live");
        var (ready, body) = await api.SendAsync(HttpMethod.Get, "/health/ready");

        Assert.Equal([200, 503], [(int)live.StatusCode, (int)ready.StatusCode]);
        Assert.Equal(2, body.GetProperty("reasons").GetArrayLength());
    }
}
