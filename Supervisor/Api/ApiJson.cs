using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.PostMortem;

namespace Understudy.Supervisor.Api;

/// <summary>JSON of everything that goes over the API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PointBody))]
[JsonSerializable(typeof(RequestBody))]
[JsonSerializable(typeof(DeviceBody))]
[JsonSerializable(typeof(IReadOnlyList<DeviceSummary>))]
[JsonSerializable(typeof(IReadOnlyList<GatewayBody>))]
[JsonSerializable(typeof(GatewayBody))]
[JsonSerializable(typeof(PlantBody))]
[JsonSerializable(typeof(PlantChangeBody))]
[JsonSerializable(typeof(WriteBody))]
[JsonSerializable(typeof(InvokeBody))]
[JsonSerializable(typeof(RestartBody))]
[JsonSerializable(typeof(FaultBody))]
[JsonSerializable(typeof(StateBody))]
[JsonSerializable(typeof(LockBody))]
[JsonSerializable(typeof(DecidedBody))]
[JsonSerializable(typeof(DoneBody))]
[JsonSerializable(typeof(IReadOnlyList<HeldBody>))]
[JsonSerializable(typeof(IReadOnlyList<QuarantinedBody>))]
[JsonSerializable(typeof(ResolveBody))]
[JsonSerializable(typeof(IReadOnlyList<ResolvedBody>))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(JournalPageBody))]
[JsonSerializable(typeof(JournalEntryBody))]
[JsonSerializable(typeof(FailureList))]
[JsonSerializable(typeof(FailureReport))]
[JsonSerializable(typeof(DeviceMoment))]
[JsonSerializable(typeof(MomentDifference))]
[JsonSerializable(typeof(TraceBody))]
[JsonSerializable(typeof(TraceFrameBody))]
[JsonSerializable(typeof(PointEventBody))]
[JsonSerializable(typeof(ModeEventBody))]
[JsonSerializable(typeof(RemovedEventBody))]
[JsonSerializable(typeof(ResyncEventBody))]
[JsonSerializable(typeof(AlarmListBody))]
[JsonSerializable(typeof(AlarmBody))]
[JsonSerializable(typeof(AlarmCommentBody))]
[JsonSerializable(typeof(ShelveBody))]
[JsonSerializable(typeof(AlarmAnswerBody))]
[JsonSerializable(typeof(AlarmEventBody))]
[JsonSerializable(typeof(AlarmNoticeBody))]
[JsonSerializable(typeof(ProblemBody))]
public sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Goes over HTTP as JSON, never into a page: ° and ' stay as they are.</summary>
    public static ApiJson Web { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter() },
    });
}
