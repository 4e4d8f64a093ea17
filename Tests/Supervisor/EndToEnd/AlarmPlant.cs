namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>Three tanks behind one Modbus TCP port, each with a limit on its level.</summary>
internal static class AlarmPlant
{
    public static string Text(int port) => $$"""
        gateways:
          hall1:
            link: {modbusTcp: "127.0.0.1:{{port}}", responseTime: 250ms, connectTime: 1s}
            scanClasses: {fast: 100ms}
            devices:
              oven: {profile: tank, unit: 1, area: north}
              bath: {profile: tank, unit: 2}
              pump: {profile: tank, unit: 3}
        profiles:
          tank:
            class: measuring
            points:
              level:
                at: input/0
                unit: "%"
                scan: fast
                alarms: {high: 80, deadband: 5, severity: high, guidance: Open the drain.}
        """;
}
