using System.Text.Json;
using System.Text.Json.Serialization;
using Understudy.Hardware.Model;
using Understudy.Supervisor.Api.Bodies;

namespace Understudy.Supervisor.CommandLine.Api;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ApiFrame))]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(ApiReading))]
[JsonSerializable(typeof(List<ApiDevice>))]
[JsonSerializable(typeof(ApiEvent))]
[JsonSerializable(typeof(ApiAlarmList))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ApiRequest))]
[JsonSerializable(typeof(ApiDecided))]
[JsonSerializable(typeof(ApiDevice))]
[JsonSerializable(typeof(StateBody))]
[JsonSerializable(typeof(LockBody))]
[JsonSerializable(typeof(List<ApiHeld>))]
[JsonSerializable(typeof(List<ApiQuarantined>))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(PointValue))]
internal sealed partial class AnswerJson : JsonSerializerContext;
