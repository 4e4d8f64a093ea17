namespace Understudy.ShadowActors.Domain;

/// <summary>The bounds of one shadow, in one place.</summary>
public static class ShadowLimits
{
    /// <summary>Requests of clients that wait for the driver, a recovery or the journal; one more is answered busy.
    /// </summary>
    public const int WaitingMax = 256;

    /// <summary>Calls that the driver has and has not answered; requests beyond it are answered busy.</summary>
    public const int CallsMax = 512;

    /// <summary>Events that wait for the append under way. Beyond it the driver's comings and goings are counted as a
    /// gap; outcomes are kept.</summary>
    public const int GatheredEventsMax = 1000;

    /// <summary>Restarts and drills that wait, of each.</summary>
    public const int OrdersMax = 16;

    /// <summary>Clients that wait for one and the same request id.</summary>
    public const int TicketsPerRequestMax = 8;

    /// <summary>Requests accepted into the queue.</summary>
    public const int QueuedMax = 64;

    /// <summary>Clients' keys remembered. A full table answers busy and forgets nothing within the window.</summary>
    public const int KeysMax = 4096;

    /// <summary>Keys of orders and decisions remembered, beside those of requests. A full table answers busy.</summary>
    public const int OrderKeysMax = 256;

    /// <summary>Answers that are recorded together.</summary>
    public const int AnswersPerRecord = 100;

    /// <summary>Who are told of a device's changes at once; one more is refused.</summary>
    public const int SubscribersMax = 256;

    /// <summary>Of a failure's message on record.</summary>
    public const int FailureMessageCharactersMax = 1000;

    /// <summary>Of a failure's stack on record; its beginning stays, which is where it failed.</summary>
    public const int StackCharactersMax = 8000;

    /// <summary>Of what was asked for, in the record of an answer.</summary>
    public const int AskedCharactersMax = 200;

    /// <summary>Settings transferred under one append.</summary>
    public const int TransferBlock = 32;

    /// <summary>A setting whose write was not sent within its time so often in a row is held, and the next one's turn
    /// comes.</summary>
    public const int UnsentWritesMax = 3;

    /// <summary>A driver that failed at so many settings and wrote none between can't write: none of them is blamed.
    /// </summary>
    public const int FailedWritesOfADriver = 3;

    /// <summary>Safe actions listed in one gap.</summary>
    public const int SafeActionsPerGapMax = 100;

    public static readonly TimeSpan AnswerRecordTime = TimeSpan.FromMilliseconds(100);

    /// <summary>A lower count is believed when it is still there after this time: an answer that came out of order, or
    /// that was read in halves, is not.</summary>
    public static readonly TimeSpan LowerCountTime = TimeSpan.FromSeconds(1);

    /// <summary>A subscription that is not renewed ends after this time.</summary>
    public static readonly TimeSpan SubscriptionTime = TimeSpan.FromSeconds(30);

    /// <summary>For so long a key means the same request.</summary>
    public static readonly TimeSpan KeyWindow = TimeSpan.FromMinutes(10);

    /// <summary>A Maintenance without an end that lasts longer is alarmed: a shift.</summary>
    public static readonly TimeSpan MaintenanceAlarmTime = TimeSpan.FromHours(8);

    /// <summary>A Maintenance ends by itself after at most this time.</summary>
    public static readonly TimeSpan MaintenanceTimeMax = TimeSpan.FromDays(30);

    /// <summary>How often a device out of service is looked at, at least.</summary>
    public static readonly TimeSpan MaintenanceLookTime = TimeSpan.FromHours(1);

    /// <summary>A lock is taken for at most this time, unless the node says more; it may be renewed.</summary>
    public static readonly TimeSpan LockTimeMax = TimeSpan.FromHours(1);

    /// <summary>An authorised mutation is sent within this time or not at all.</summary>
    public static readonly TimeSpan SendWindow = TimeSpan.FromSeconds(1);

    /// <summary>A safe action waits so long for its append, or for an append in doubt to be cleared up; then it is sent
    /// without the journal.</summary>
    public static readonly TimeSpan SafeAppendTime = TimeSpan.FromMilliseconds(500);

    /// <summary>A driver is opened before its time for a safe action at most once in this time, and so is the pause of
    /// a silent unit passed.</summary>
    public static readonly TimeSpan EarlyOpenInterval = TimeSpan.FromSeconds(1);

    /// <summary>Added to a predecessor's send window, and to the time in which the system still delivers what it wrote
    /// last, before a successor changes anything.</summary>
    public static readonly TimeSpan SendWindowMargin = TimeSpan.FromMilliseconds(250);

    /// <summary>So long after its claim is durable a successor may meet what its predecessor authorised.</summary>
    public static readonly TimeSpan PredecessorTime =
        SendWindow + Hardware.Plant.LinkSpec.UnacknowledgedMax + SendWindowMargin;

    /// <summary>How long reads that a failed driver had wait for the next one before they are answered from the
    /// journal.</summary>
    public static readonly TimeSpan OutstandingReadTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Failures that don't count wait this long before the second try in a row, doubling up to
    /// <see cref="UncountedHoldTimeMax"/>.</summary>
    public static readonly TimeSpan UncountedHoldTimeMin = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan UncountedHoldTimeMax = TimeSpan.FromSeconds(2);

    /// <summary>A driver that served this long starts the hold times anew when it fails.</summary>
    public static readonly TimeSpan StableTime = TimeSpan.FromSeconds(10);

    /// <summary>How long a driver that is to be changed may take for mutations that may be sent again.</summary>
    public static readonly TimeSpan PlannedStopTime = TimeSpan.FromSeconds(1);

    /// <summary>And for those that may not, no longer than their deadlines.</summary>
    public static readonly TimeSpan PlannedStopTimeMax = TimeSpan.FromSeconds(10);

    /// <summary>From the beginning of a planned change, how long reads wait for the next driver before they are
    /// answered from the journal.</summary>
    public static readonly TimeSpan PlannedReadTime = TimeSpan.FromSeconds(1);

    /// <summary>How long a stopping shadow waits for mutations under way.</summary>
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(1);

    /// <summary>What a busy answer suggests to wait.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Settings that are not scanned are read back this often while the driver serves.</summary>
    public static readonly TimeSpan ReadBackPeriod = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks at all settings.</summary>
    public static readonly TimeSpan LookTimeMin = TimeSpan.FromSeconds(1);

    /// <summary>So long after a write a device may still show another value.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(5);

    /// <summary>A change of one setting at the device is adopted at most once in this time.</summary>
    public static readonly TimeSpan AdoptTime = TimeSpan.FromSeconds(60);

    /// <summary>Settings that are lost again within this time of a reset are held, not restored.</summary>
    public static readonly TimeSpan ResetTime = TimeSpan.FromSeconds(60);

    /// <summary>A call on the driver that takes longer is a hang: three response times, each with its turn on the link,
    /// at least this.</summary>
    public static readonly TimeSpan CallTimeMin = TimeSpan.FromSeconds(1);

    /// <summary>What the pace of a link with many devices adds to each response time at most.</summary>
    public static readonly TimeSpan LinkTurnMax = TimeSpan.FromSeconds(5);
}
