using Understudy.Tests.Benchmarks.Measuring;

namespace Understudy.Tests.Benchmarks;

/// <summary>Both, one right after the other.</summary>
internal sealed record PoliciesRound(Slice Plain, Slice Policies);
