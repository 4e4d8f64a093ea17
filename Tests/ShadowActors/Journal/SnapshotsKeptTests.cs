using CsCheck;
using Understudy.ShadowActors.Journal;

namespace Understudy.Tests.ShadowActors.Journal;

public sealed class SnapshotsKeptTests
{
    [Fact]
    public void In_whatever_order_saves_end_the_newest_two_stay() =>
        Gen.Int[1, 1000].HashSet[1, 12].SelectMany(saved => Gen.Shuffle(saved.ToArray())).Sample(saves =>
        {
            var stored = new SortedSet<int>();
            var kept = default(SnapshotsKept);
            foreach (var sequence in saves)
            {
                stored.Add(sequence);
                kept = kept.WithSaved(sequence);
                stored.RemoveWhere(number => number <= kept.Surplus);
            }

            Assert.Equal(saves.Order().TakeLast(2), stored);
        });
}
