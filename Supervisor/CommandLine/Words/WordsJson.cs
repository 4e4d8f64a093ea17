using System.Text.Json.Serialization;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Words;

[JsonSerializable(typeof(PointValue))]
internal sealed partial class WordsJson : JsonSerializerContext;
