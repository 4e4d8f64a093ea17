using System.Diagnostics;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Waits for what comes about in another process or thread.</summary>
public static class Probe
{
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var began = Stopwatch.GetTimestamp(); !await isSo(); await Task.Delay(TimeSpan.FromMilliseconds(5)))
            if (Stopwatch.GetElapsedTime(began) > ScriptedPeer.WaitMax)
                throw new TimeoutException("It did not come about.");
    }
}
