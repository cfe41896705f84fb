using System.Runtime.InteropServices;

namespace BtcTracker.LocalHosting.Run;

/// <summary>
/// Sees when the <c>dotnet run</c> that started the AppHost is gone, killed with -9 for example, so that the AppHost ends too.
/// An AppHost that was started in another way may outlive its parent, as under <c>nohup</c>.
/// </summary>
internal sealed partial class ParentWatch : IDisposable
{
    // dotnet run sets it for what it runs.
    private const string LaunchProfile = "DOTNET_LAUNCH_PROFILE";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private readonly int _parent = ParentId();
    private readonly ITimer _timer;

    public ParentWatch(TimeProvider clock)
    {
        var interval = Environment.GetEnvironmentVariable(LaunchProfile) is null ? Timeout.InfiniteTimeSpan : Interval;
        _timer = clock.CreateTimer(_ => Look(), null, interval, interval);
    }

    /// <summary>Cancelled once the parent is gone.</summary>
    public CancellationToken Gone => _gone.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _timer.Dispose();
        _gone.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();

    private void Look()
    {
        // An orphan gets another parent.
        if (ParentId() == _parent || _gone.IsCancellationRequested)
        {
            return;
        }

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _gone.Cancel();
    }
}
