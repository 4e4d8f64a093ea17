using Microsoft.Playwright;

namespace Understudy.Tests.Peers;

/// <summary>The machine's Chromium, without a window, started when the first page is asked for.</summary>
public sealed class BrowserFixture : IAsyncDisposable
{
    public const string Variable = "UNDERSTUDY_TEST_CHROMIUM";

    private const float StartLimitMilliseconds = 60_000;
    private const float StepLimitMilliseconds = 15_000;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page with cookies and storage of its own. Close its context when done.</summary>
    public async Task<IPage> NewPageAsync(CancellationToken cancellation = default)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Environment.GetEnvironmentVariable(Variable) ?? "/usr/bin/chromium",
                Args = Arguments,
                Headless = true,
                Timeout = StartLimitMilliseconds,
            });
        }
        finally
        {
            _gate.Release();
        }

        var context = await _browser.NewContextAsync();
        context.SetDefaultTimeout(StepLimitMilliseconds);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_browser is not null) await _browser.CloseAsync().WaitAsync(StopLimit);
        }
        finally
        {
            _playwright?.Dispose();
            _gate.Dispose();
        }
    }
}
