namespace Understudy.ShadowActors.Protocol;

/// <summary>A device that people took out of service, or gave back.</summary>
/// <param name="Owner">Who decided it; null: nobody ever did.</param>
/// <param name="Until">When it is enabled again by itself, by the wall clock; null: by hand only.</param>
/// <param name="Overdue">A Maintenance without an end lasts longer than it should.</param>
public sealed record AdministrativeStatus(
    AdministrativeState State,
    string? Owner,
    string? Reason,
    DateTimeOffset? Since,
    DateTimeOffset? Until,
    bool Overdue)
{
    public static readonly AdministrativeStatus Enabled =
        new(AdministrativeState.Enabled, null, null, null, null, false);
}
