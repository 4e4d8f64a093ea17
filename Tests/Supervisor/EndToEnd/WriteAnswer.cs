namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>What a writer was told. <paramref name="Verdict"/> is null where the answer names none.</summary>
internal sealed record WriteAnswer(
    DateTimeOffset Asked,
    DateTimeOffset Answered,
    int Code,
    string Point,
    int Value,
    string Request,
    string? Verdict,
    string? ServedBy)
{
    public override string ToString() =>
        $"{Asked:HH:mm:ss.fff}-{Answered:ss.fff} {Code} {Point}={Value} {Verdict} {ServedBy} {Request}";
}
