using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.PostMortem;

/// <summary>What is answered to questions about a device's journal, whether they come to a node or the command line
/// reads the database itself.</summary>
/// <param name="isDeclared">Whether a device is: of one that is not, and of which nothing is on record, nothing is
/// known.</param>
/// <param name="names">What journals are called; null: as their devices.</param>
public sealed class PostMortemAnswers(
    IJournalReader journal,
    TimeProvider clock,
    Func<DeviceId, bool> isDeclared,
    Func<CancellationToken, ValueTask<JournalNames>>? names = null)
{
    /// <summary>In the place of a number.</summary>
    public const string Newest = "newest";

    /// <summary>So many long journals are read at once; others wait.</summary>
    private const int ReadAtOnceMax = 2;

    private const int FailuresDefault = 20;
    private const int PageMax = PostMortemLimits.FailuresPerPageMax;

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private readonly PostMortemReader _reader = new(journal, names);
    private readonly SemaphoreSlim _places = new(ReadAtOnceMax);

    public Task<Answered<JournalPageBody>> JournalAsync(
        DeviceId device, JournalInput part, CancellationToken cancellation) =>
        InTurnIfAsync<JournalPageBody>(part.IsSearch, cancellation, async () =>
        {
            if (!part.TryRead(device, out var query, out var problem)) return problem;
            var entries = await journal.ReadAsync(query, cancellation);
            if (entries.Count == 0 && !isDeclared(device)) return await UnknownAsync(device, cancellation);
            return new Answered<JournalPageBody>(new JournalPageBody(
                device,
                [.. entries.Select(JournalEntryBody.Of)],
                entries.Count == 0 ? query.AfterSequence : entries[^1].Sequence));
        });

    public Task<Answered<FailureList>> FailuresAsync(
        DeviceId device, string? before, string? limit, CancellationToken cancellation) =>
        InTurnAsync<FailureList>(cancellation, async () =>
        {
            if (!TryNumber(before, out var below)) return Wrong("before", before!, "the number of a failure, from 1");
            if (!TryNumber(limit, out var count))
                return Wrong("limit", limit!, $"a number from 1; at most {PageMax} are given at once");
            var page = (int)Math.Min(count ?? FailuresDefault, PageMax);
            var list = await _reader.FailuresAsync(device, below, page, cancellation);
            if (list is not null) return new Answered<FailureList>(list);
            return isDeclared(device)
                ? new Answered<FailureList>(new FailureList(device, 0, null, []))
                : await UnknownAsync(device, cancellation);
        });

    /// <param name="number">Or <see cref="Newest"/>.</param>
    public Task<Answered<FailureReport>> ReportAsync(
        DeviceId device, string number, CancellationToken cancellation) =>
        InTurnAsync<FailureReport>(cancellation, async () =>
        {
            long? wanted = null;
            if (number != Newest && (!TryNumber(number, out wanted) || wanted == long.MaxValue))
                return Wrong("failure", number, $"the number of a failure, from 1, or '{Newest}'");
            if (await _reader.ReportAsync(device, wanted, cancellation) is { } report)
                return new Answered<FailureReport>(report);
            var list = await _reader.FailuresAsync(device, null, 1, cancellation);
            if (list is null && !isDeclared(device)) return await UnknownAsync(device, cancellation);
            return ProblemKind.UnknownFailure.Result(list is null or { Newest: 0 }
                ? $"No failure of {device} is on record."
                : $"No failure {number} of {device} is on record; the newest is {list.Newest}.");
        });

    /// <param name="zone">Of times without an offset.</param>
    public Task<Answered<DeviceMoment>> StateAsync(
        DeviceId device, string? at, TimeZoneInfo zone, CancellationToken cancellation) =>
        InTurnAsync<DeviceMoment>(cancellation, async () =>
        {
            var time = clock.GetUtcNow();
            if (at is not null && !TimeText.TryParse(at, time, zone, false, out time, out var problem))
                return ProblemKind.BadRequest.Result($"at: '{at}' {problem}.");
            var (moment, whyNot) = await _reader.StateAsync(device, time, cancellation);
            if (moment is not null) return new Answered<DeviceMoment>(moment);
            if (whyNot is null && !isDeclared(device)) return await UnknownAsync(device, cancellation);
            return ProblemKind.NotOnRecord.Result(whyNot ?? $"Nothing is on record of {device}.");
        });

    private async Task<Answered<T>> InTurnAsync<T>(CancellationToken cancellation, Func<Task<Answered<T>>> answer)
        where T : class
    {
        if (!await _places.WaitAsync(WaitMax, cancellation))
            return ProblemKind.TooBusy.Result($"{ReadAtOnceMax} journals are being read back already.", WaitMax);
        try
        {
            return await GuardAsync(answer);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>A page from a number is found at once; what matches a kind or a time may be far away.</summary>
    private Task<Answered<T>> InTurnIfAsync<T>(
        bool isLong, CancellationToken cancellation, Func<Task<Answered<T>>> answer)
        where T : class => isLong ? InTurnAsync(cancellation, answer) : GuardAsync(answer);

    private static async Task<Answered<T>> GuardAsync<T>(Func<Task<Answered<T>>> answer)
        where T : class
    {
        try
        {
            return await answer();
        }
        catch (JournalStoreException error)
        {
            return ProblemKind.JournalUnavailable.Result(error.Message, TimeSpan.FromSeconds(1));
        }
    }

    private static bool TryNumber(string? text, out long? number)
    {
        number = null;
        if (text is null) return true;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed == 0)
            return false;
        number = parsed;
        return true;
    }

    private static ProblemResult Wrong(string key, string value, string expected) =>
        ProblemKind.BadRequest.Result($"{key}: '{value}' is not {expected}.");

    private async Task<ProblemResult> UnknownAsync(DeviceId device, CancellationToken cancellation)
    {
        var now = names is null ? null : (await names(cancellation)).CalledNow(device);
        return ProblemKind.UnknownDevice.Result(now is null
            ? $"No device '{device}' is declared, and nothing is on record of it."
            : $"'{device}' is called '{now}' now, and its journal is there under this name.");
    }
}
