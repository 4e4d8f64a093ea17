using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class PendingExchangesTests : IDisposable
{
    private readonly PendingExchanges _exchanges =
        new(new FakeTimeProvider(), TransactionIdRule.Match, (_, _) => { }, TaskCreationOptions.None);

    public void Dispose() => _exchanges.Dispose();

    [Theory]
    [InlineData(0, true)]
    [InlineData(5000, true)]
    [InlineData(PendingExchanges.RememberedMax - 1, true)]
    [InlineData(PendingExchanges.RememberedMax, false)]
    public void A_request_is_remembered_as_long_as_half_of_the_ids_were_given_to_others(int others, bool isRecent)
    {
        var late = Issue();
        for (var i = 0; i < others; i++) Issue();
        Assert.Equal(isRecent, _exchanges.IsRecent(late));
    }

    [Fact]
    public void An_id_that_no_request_had_is_never_remembered()
    {
        ushort last = 0;
        for (var i = 0; i < 100; i++) last = Issue();
        Assert.All(
            Enumerable.Range(0, ushort.MaxValue + 1).Where(id => id % 2 == 0 || id > last),
            id => Assert.False(_exchanges.IsRecent((ushort)id)));
    }

    private ushort Issue()
    {
        var pending = _exchanges.Add(1, new byte[] { 3 }, TimeSpan.FromSeconds(1), out _)!;
        Assert.True(_exchanges.Remove(pending));
        return pending.Id;
    }
}
