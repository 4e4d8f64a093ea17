using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>Gathers the steps of a recovery and what became of the settings.</summary>
internal sealed class RecoverySteps
{
    private readonly KeptEnds<RecoveryStep> _steps = new(PostMortemLimits.StepsMax);
    private readonly Dictionary<string, SettingOutcome> _settings = [];
    private DateTimeOffset _from;
    private bool _isSameOwner = true;
    private long _omittedSettings;

    public Listed<RecoveryStep> Told => _steps.ToListed();

    public Listed<SettingOutcome> Settings =>
        new([.. _settings.Values.OrderBy(setting => setting.Entry)], _omittedSettings);

    public void Start(FailureCause cause) => _from = cause.At;

    /// <summary>False: the event is no part of a recovery.</summary>
    public bool Add(StreamEntry entry, ShadowEvents.ShadowEvent happened)
    {
        switch (happened)
        {
            case ShadowEvents.StageCompleted done:
                Step(entry, happened, RecoveryStepKind.Stage, done.ElapsedUs / 1e6, null, done.Stage);
                break;
            case ShadowEvents.DriverOpened opened:
                Step(entry, happened, RecoveryStepKind.Opened, opened.ElapsedMs / 1e3, opened.Identity);
                break;
            case ShadowEvents.DriverFailed failed:
                Step(
                    entry, happened, RecoveryStepKind.FailedAgain, null,
                    FailureWords.Of(failed.Kind, failed.Message));
                break;
            case ShadowEvents.DeviceFaulted faulted:
                Step(entry, happened, RecoveryStepKind.Faulted, null, faulted.Reason);
                break;
            case ShadowEvents.Claimed claimed:
                _isSameOwner = false;
                Step(entry, happened, RecoveryStepKind.Claimed, null, claimed.Node);
                break;
            case ShadowEvents.RecoveryCompleted completed:
                var seconds = FailureIndex.Seconds(_from, entry.Time, completed, _isSameOwner);
                Step(entry, happened, RecoveryStepKind.Serves, seconds, null);
                break;
            case ShadowEvents.TransferPlanned planned:
                foreach (var (point, value) in planned.Settings)
                    Set(new SettingOutcome(entry.Number, entry.Time, point, value, null, null, null));
                break;
            case ShadowEvents.SettingsTransferred transferred:
                foreach (var (point, recorded, actual, result, reason) in transferred.Settings)
                    Set(new SettingOutcome(entry.Number, entry.Time, point, recorded, actual, result, reason));
                break;
            default: return AddDecision(entry, happened);
        }

        return true;
    }

    /// <summary>What was decided meanwhile: of inputs that make drivers fail, of the device, by people.</summary>
    private bool AddDecision(StreamEntry entry, ShadowEvents.ShadowEvent happened)
    {
        switch (happened)
        {
            case ShadowEvents.RequestQuarantined request:
                Step(entry, happened, RecoveryStepKind.Quarantined, null,
                    $"request {request.Request} is {request.Verdict} and not sent again: {request.Reason}");
                break;
            case ShadowEvents.ReadQuarantined read:
                Step(entry, happened, RecoveryStepKind.Quarantined, null,
                    $"point {read.Point} is not read any more: {read.Reason}");
                break;
            case ShadowEvents.SettingSkipped skipped:
                Step(entry, happened, RecoveryStepKind.Quarantined, null,
                    $"setting {skipped.Point} = {skipped.Recorded} is not restored any more: {skipped.Reason}");
                Set(new SettingOutcome(
                    entry.Number, entry.Time, skipped.Point, skipped.Recorded, skipped.Actual, TransferResult.Held,
                    skipped.Reason));
                break;
            case ShadowEvents.GroupSkipped group:
                Step(entry, happened, RecoveryStepKind.Quarantined, null,
                    $"group {group.Group} is not restored any more: {group.Reason}");
                break;
            case ShadowEvents.QuarantineLifted lifted:
                Step(entry, happened, RecoveryStepKind.Lifted, null,
                    $"{string.Join(", ", lifted.Ids)}: {lifted.Reason}");
                break;
            case ShadowEvents.DeviceResetDetected reset:
                Step(entry, happened, RecoveryStepKind.DeviceReset, null, reset.Reason);
                break;
            case ShadowEvents.SettingAdopted adopted:
                Step(entry, happened, RecoveryStepKind.Adopted, null,
                    $"{adopted.Point} = {adopted.Value}, by {adopted.Principal}: {adopted.Reason}");
                break;
            case ShadowEvents.AdministrativeStateChanged changed:
                Step(entry, happened, RecoveryStepKind.Decided, null,
                    $"{changed.State} by {changed.Principal}: {changed.Reason}");
                break;
            default: return false;
        }

        return true;
    }

    private void Step(
        StreamEntry entry,
        ShadowEvents.ShadowEvent happened,
        RecoveryStepKind what,
        double? seconds,
        string? text,
        RecoveryStage? stage = null) => _steps.Add(new RecoveryStep(
            entry.Number, entry.Time, (entry.Time - _from).TotalSeconds, what, stage, happened.Stamp.Incarnation,
            seconds, text));

    private void Set(SettingOutcome setting)
    {
        if (_settings.ContainsKey(setting.Point.Value) || _settings.Count < PostMortemLimits.SettingsMax)
            _settings[setting.Point.Value] = setting;
        else
            _omittedSettings++;
    }
}
