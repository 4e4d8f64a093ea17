using System.Globalization;
using Understudy.Tests.Benchmarks;
using Understudy.Tests.Benchmarks.Device;

if (args is [ServerMode.Argument, var settings])
    return await ServerMode.RunAsync(int.Parse(settings, CultureInfo.InvariantCulture));
if (args is [PlantServer.Argument, var plant]) return await PlantServer.RunAsync(plant);
if (BenchmarkOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchmarkOptions.Usage);
    return 2;
}

await Benchmarks.RunAsync(options);
return 0;
