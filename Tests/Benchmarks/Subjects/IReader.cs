using Understudy.Hardware.Model;

namespace Understudy.Tests.Benchmarks.Subjects;

/// <summary>One way to read a point.</summary>
internal interface IReader
{
    /// <summary>Throws unless the device's own, good value comes.</summary>
    Task ReadAsync(PointId point);
}
