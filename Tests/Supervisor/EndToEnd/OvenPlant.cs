namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>One oven behind a Modbus TCP port, everything about it on record.</summary>
internal static class OvenPlant
{
    public const string Device = "hall1/oven";
    public const byte Unit = 1;
    public const int SetpointRegister = 2;
    public const int OutputRegister = 3;
    public const int LimitRegister = 4;

    /// <summary>What the input register of <c>temp</c> holds all the time.</summary>
    public const int Temperature = 5;

    public static readonly TimeSpan ScanPeriod = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(1);

    /// <summary>The first counted failure may be followed by no second one, and a second in a row would wait long.
    /// </summary>
    public const string TightBudget = "{intensity: 1, period: 10m, holdTimeMin: 5s, holdTimeMax: 5s}";

    public static string Text(int port, string budget = "{intensity: 5}") => $$"""
        gateways:
          hall1:
            link: {modbusTcp: "127.0.0.1:{{port}}", responseTime: 250ms, connectTime: 1s}
            scanClasses: {fast: 200ms}
            devices:
              oven: {profile: controller, unit: {{Unit}}, record: all}
        profiles:
          controller:
            class: register
            identity: {at: holding/122, equals: 0xE2A0}
            budget: {{budget}}
            points:
              temp:  {at: input/{{Temperature}}, unit: Cel, scan: fast, staleAfter: 1s}
              sp:    {at: holding/{{SetpointRegister}}, range: [0, 1000], role: configuration, staleAfter: 1s}
              out:   {at: holding/{{OutputRegister}}, role: output}
              limit: {at: holding/{{LimitRegister}}, role: configuration}
        """;
}
