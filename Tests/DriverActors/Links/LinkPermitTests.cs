using Understudy.Hardware.Links;

namespace Understudy.Tests.DriverActors.Links;

public sealed class LinkPermitTests : LinkGateTestBase
{
    [Fact]
    public void A_mutation_with_its_permit_is_sent()
    {
        _ = Write(Session(Gate()), TestDevices.Permit(sendBy: Time.GetTimestamp()));

        Assert.Single(Transport.Frames);
    }

    [Fact]
    public async Task A_mutation_without_permit_is_refused() =>
        await AssertNotSent(SendRefusal.NoPermit, Write(Session(Gate()), null));

    [Fact]
    public async Task A_permit_of_another_claim_is_refused() =>
        await AssertNotSent(SendRefusal.ClaimNotHeld, Write(Session(Gate()), TestDevices.Permit(claim: "claim-2")));

    [Fact]
    public async Task No_permit_is_good_while_no_claim_is_held()
    {
        var gate = Gate();
        gate.Claim = null;

        await AssertNotSent(SendRefusal.ClaimNotHeld, Write(Session(gate), TestDevices.Permit()));
    }

    [Fact]
    public async Task A_permit_of_another_incarnation_is_refused() =>
        await AssertNotSent(SendRefusal.WrongIncarnation, Write(Session(Gate()), TestDevices.Permit(incarnation: 2)));

    [Fact]
    public async Task A_permit_past_its_last_moment_is_refused()
    {
        var permit = TestDevices.Permit(sendBy: Time.GetTimestamp());
        Time.Advance(TimeSpan.FromMilliseconds(1));

        await AssertNotSent(SendRefusal.SendByPassed, Write(Session(Gate()), permit));
    }

    [Fact]
    public async Task A_permit_that_goes_out_of_date_while_it_waits_is_refused()
    {
        var session = Session(Gate());
        var before = Read(session);
        var sendBy = Time.GetTimestamp() + (Time.TimestampFrequency / 10);
        var writing = Write(session, TestDevices.Permit(sendBy: sendBy));

        Time.Advance(TimeSpan.FromSeconds(1));
        (await Frame(1)).Answer();
        await before;

        await AssertRefused(SendRefusal.SendByPassed, writing);
        Assert.Single(Transport.Frames);
    }

    [Fact]
    public async Task A_transport_that_asks_outside_its_synchronous_part_gets_no_authorisation()
    {
        var gate = Gate();
        var transport = new LateAsker();
        gate.Connect(transport, _ => { });

        var reading = Read(Session(gate));
        transport.Released.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => reading);
    }

    private async Task AssertNotSent(SendRefusal refusal, Task sending)
    {
        await AssertRefused(refusal, sending);
        Assert.Empty(Transport.Frames);
    }

    private sealed class LateAsker : ILinkTransport
    {
        public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Lost => new TaskCompletionSource<string>().Task;

        public long FramesReceived => 0;

        public bool IsGivenUp => false;

        public Task ConnectAsync(CancellationToken cancellation) => Task.CompletedTask;

        public bool Mutates(ReadOnlySpan<byte> payload) => false;

        public async Task<ReadOnlyMemory<byte>> ExchangeAsync(
            LinkRequest request, Func<SendRefusal?> authorise, CancellationToken cancellation)
        {
            await Released.Task;
            authorise();
            return request.Payload;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
