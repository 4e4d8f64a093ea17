namespace Understudy.Supervisor.Api.Problems;

/// <summary>A kind of problem: its status and its name in the type URI.</summary>
public sealed record ProblemKind(int Status, string Name, string Title)
{
    public static readonly ProblemKind BadRequest = new(400, "bad-request", "The request is not of the form expected");
    public static readonly ProblemKind NotFound = new(404, "not-found", "There is no such resource");
    public static readonly ProblemKind ForeignOrigin =
        new(403, "foreign-origin", "The request comes from another site");
    public static readonly ProblemKind ForeignHost =
        new(421, "foreign-host", "The request is addressed to another host");
    public static readonly ProblemKind MethodNotAllowed =
        new(405, "method-not-allowed", "The resource has no such method");
    public static readonly ProblemKind UnsupportedMediaType =
        new(415, "unsupported-media-type", "The body is of another type");
    public static readonly ProblemKind TooLarge = new(413, "too-large", "The body is too large");
    public static readonly ProblemKind UnknownDevice = new(404, "unknown-device", "Unknown device");
    public static readonly ProblemKind UnknownPoint = new(404, "unknown-point", "Unknown point");
    public static readonly ProblemKind UnknownCommand = new(404, "unknown-command", "Unknown command");
    public static readonly ProblemKind UnknownGateway = new(404, "unknown-gateway", "Unknown gateway");
    public static readonly ProblemKind UnknownRequest = new(404, "unknown-request", "Unknown request");
    public static readonly ProblemKind UnknownAlarm = new(404, "unknown-alarm", "Unknown alarm");
    public static readonly ProblemKind UnknownFailure = new(404, "unknown-failure", "Unknown failure");
    public static readonly ProblemKind NotOnRecord = new(404, "not-on-record", "The journal does not tell");
    public static readonly ProblemKind NotGood = new(503, "not-good", "The value is not Good");
    public static readonly ProblemKind NoAnswer = new(504, "no-answer", "No answer in time");
    public static readonly ProblemKind Rejected = new(422, "rejected", "The device said no");
    public static readonly ProblemKind Superseded = new(409, "superseded", "A later write took its place");
    public static readonly ProblemKind RateExceeded = new(422, "rate-exceeded", "The value would change too fast");
    public static readonly ProblemKind Interlocked = new(409, "interlocked", "An interlock does not hold");
    public static readonly ProblemKind NotExecuted = new(503, "not-executed", "Not executed");
    public static readonly ProblemKind Quarantined =
        new(424, "quarantined", "The driver failed at it twice; it is not sent again");
    public static readonly ProblemKind NotResolved =
        new(409, "not-resolved", "Not all differences could be resolved");
    public static readonly ProblemKind DeadlinePassed = new(504, "deadline-passed", "Time over, nothing was sent");
    public static readonly ProblemKind Indeterminate =
        new(504, "indeterminate", "It is not known whether it was executed");
    public static readonly ProblemKind BadPlant = new(422, "bad-plant", "The plant file has problems");
    public static readonly ProblemKind JournalUnavailable =
        new(503, "journal-unavailable", "The journal takes nothing now");
    public static readonly ProblemKind PlantInDoubt =
        new(504, "plant-in-doubt", "It is not known whether the plant was recorded");
    public static readonly ProblemKind TooBusy = new(503, "too-busy", "Too many requests are under way");
    public static readonly ProblemKind InternalError = new(500, "internal-error", "The node failed to answer");

    private const string TypePrefix = "urn:understudy:problem:";

    public string Type => TypePrefix + Name;

    public ProblemBody Body(string detail) => new(Type, Title, Status, detail);

    public ProblemResult Result(string detail, TimeSpan? retryAfter = null) => new(Body(detail), retryAfter);
}
