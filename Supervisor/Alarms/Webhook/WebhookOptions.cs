using System.Text;
using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.Hosting;

namespace Understudy.Supervisor.Alarms.Webhook;

/// <summary>Where notices of alarms go, and the bounds of sending them.</summary>
public sealed class WebhookOptions(Uri address, string secret, string node)
{
    public const int SecretLengthMin = 16;

    public Uri Address { get; } = address;

    public string Node { get; } = node;

    /// <summary>Notices that wait; one more, and the oldest is dropped.</summary>
    public int WaitingMax { get; init; } = 1_000;

    /// <summary>How often one notice is tried before it is dropped.</summary>
    public int AttemptsMax { get; init; } = 10;

    /// <summary>How long the receiver may take to answer.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Before the second attempt; doubling up to <see cref="BackoffMax"/>, with jitter.</summary>
    public TimeSpan BackoffMin { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often dropped notices are put on record.</summary>
    public TimeSpan LostPeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For logs: the rest of an address may be a secret.</summary>
    public string Shown => Address.GetLeftPart(UriPartial.Authority);

    internal byte[] Key { get; } = Encoding.UTF8.GetBytes(secret);

    /// <summary>Null: notices are sent nowhere.</summary>
    /// <exception cref="StartFailedException">The address is none, or there is no secret to sign with.</exception>
    public static WebhookOptions? From(NodeOptions options)
    {
        if (options.AlarmWebhook is not { } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0)
        {
            throw new StartFailedException(
                CommandExit.BadInput,
                "The address of the alarms' webhook is none: https://host/path is expected, without a password.");
        }

        if (options.AlarmWebhookSecret is not { Length: >= SecretLengthMin } secret)
        {
            throw new StartFailedException(
                CommandExit.BadInput,
                $"Notices of alarms are signed: put a secret of at least {SecretLengthMin} characters into "
                + $"{NodeOptions.AlarmWebhookSecretVariable}.");
        }

        return new WebhookOptions(address, secret, options.NodeName);
    }
}
