using Microsoft.AspNetCore.Components;
using Understudy.Supervisor.Dashboard.View;

namespace Understudy.Supervisor.Dashboard.Components;

/// <summary>A page that follows the plant. A picture that comes while the last one is still being drawn replaces it.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private IDisposable? _watch;
    private int _isDrawing;

    [Inject]
    public required PlantFeed Feed { get; init; }

    protected PlantSnapshot? Picture { get; private set; }

    /// <summary>What a screen reader is told; stays until the next change.</summary>
    protected string Announced { get; private set; } = "";

    protected sealed override async Task OnInitializedAsync()
    {
        Picture = await Feed.GetAsync(CancellationToken.None);
        await OnPictureAsync();
        if (RendererInfo.IsInteractive) _watch = Feed.Watch(OnNewPictureAsync);
    }

    /// <summary>Called when <see cref="Picture"/> is new, before it is drawn.</summary>
    protected virtual Task OnPictureAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _watch?.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task OnNewPictureAsync(PlantSnapshot picture)
    {
        if (Interlocked.Exchange(ref _isDrawing, 1) == 1) return;
        try
        {
            await InvokeAsync(async () =>
            {
                Announced = ModeChanges.Between(Picture, picture) ?? Announced;
                Picture = picture;
                await OnPictureAsync();
                StateHasChanged();
            });
        }
        catch (ObjectDisposedException)
        {
            // The page was closed meanwhile.
        }
        finally
        {
            Volatile.Write(ref _isDrawing, 0);
        }
    }
}
