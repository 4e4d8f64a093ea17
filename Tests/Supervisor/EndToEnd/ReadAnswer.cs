namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>What a reader was told, and when it asked and was answered.</summary>
internal sealed record ReadAnswer(
    DateTimeOffset Asked,
    DateTimeOffset Answered,
    int Code,
    string Point,
    double? Value,
    string? Quality,
    string? Status,
    DateTimeOffset? SourceTime,
    string? ServedBy,
    string? Request)
{
    public override string ToString() =>
        $"{Asked:HH:mm:ss.fff}-{Answered:ss.fff} {Code} {Point}={Value} {Quality}/{Status} {ServedBy} of {SourceTime:ss.fff}";
}
