using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Supervisor.Api;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.PostMortem;

namespace Understudy.Supervisor.CommandLine.Journals;

/// <summary>Reads the database itself, of a node that runs or of one that does not start any more. It writes nothing.
/// </summary>
public sealed class DatabaseJournal(JournalStoreOptions database, TimeProvider clock) : IJournalSource
{
    private readonly PostMortemAnswers _answers = Answers(new SqlJournalReader(database), clock);

    public async Task<ApiAnswer> EntriesAsync(DeviceId device, JournalInput part, CancellationToken cancellation) =>
        Answer(await _answers.JournalAsync(device, part, cancellation), ApiJson.Web.JournalPageBody);

    public async Task<ApiAnswer> FailuresAsync(DeviceId device, CancellationToken cancellation) =>
        Answer(await _answers.FailuresAsync(device, null, null, cancellation), ApiJson.Web.FailureList);

    public async Task<ApiAnswer> ReportAsync(DeviceId device, long? number, CancellationToken cancellation)
    {
        var name = number?.ToString(CultureInfo.InvariantCulture) ?? PostMortemAnswers.Newest;
        return Answer(await _answers.ReportAsync(device, name, cancellation), ApiJson.Web.FailureReport);
    }

    public async Task<ApiAnswer> StateAsync(DeviceId device, DateTimeOffset at, CancellationToken cancellation) =>
        Answer(
            await _answers.StateAsync(device, $"{at.UtcDateTime:O}", TimeZoneInfo.Utc, cancellation),
            ApiJson.Web.DeviceMoment);

    private static PostMortemAnswers Answers(SqlJournalReader journal, TimeProvider clock)
    {
        var names = new RecordedNames(journal);
        return new PostMortemAnswers(
            new RenamedJournalReader(journal, names.ReadAsync), clock, _ => false, names.ReadAsync);
    }

    private static ApiAnswer Answer<T>(Answered<T> answered, JsonTypeInfo<T> type)
        where T : class => answered.Is(out var body, out var problem)
            ? new ApiAnswer(HttpStatusCode.OK, JsonSerializer.Serialize(body, type), null)
            : new ApiAnswer(
                (HttpStatusCode)problem.Body.Status, JsonSerializer.Serialize(problem.Body, ApiJson.Web.ProblemBody),
                null);
}
