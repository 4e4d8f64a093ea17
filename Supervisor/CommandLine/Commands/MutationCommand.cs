using System.Text.Json;
using Spectre.Console;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>A command whose answer is a verdict.</summary>
public abstract class MutationCommand<TSettings>(Terminal terminal) : NodeCommand<TSettings>(terminal)
    where TSettings : NodeSettings
{
    /// <param name="what">What was asked, for example <c>hall1/oven setpoint = 80</c>.</param>
    protected int Tell(ApiAnswer answer, string what, TSettings settings)
    {
        if (!answer.IsSuccess) return Refuse(answer, what, settings);
        if (settings.Json)
        {
            Terminal.Raw(answer.Body);
            return answer.ExitCode;
        }

        var request = JsonSerializer.Deserialize(answer.Body, AnswerJson.Default.ApiRequest)!;
        Terminal.Out.Write(new Text($"{what}: "));
        Terminal.Out.Write(new Text(request.Verdict, Styles.OfVerdict(request.Verdict)));
        var reason = string.IsNullOrEmpty(request.Reason) ? "" : $", {request.Reason}";
        Terminal.Raw($"{reason} (request {request.RequestId}, by {ServedByText.Of(request.ServedBy)})");
        return answer.ExitCode;
    }
}
