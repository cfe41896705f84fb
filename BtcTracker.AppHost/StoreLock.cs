using BtcTracker.AppHost.Running;

namespace BtcTracker.AppHost;

/// <summary>
/// Locks one mode's data for this run, because an engine such as SQLite would let two runs write to one file. <c>import</c> and
/// <c>export</c> do not need it: during a run they use its store.
/// </summary>
/// <param name="folder">The mode's folder.</param>
internal sealed class StoreLock(string folder) : LifecycleService, IDisposable
{
    private const string FileName = "in-use.lock";

    private FileLock? _lock;

    /// <inheritdoc />
    /// <exception cref="SettingException">Another run is using the folder, or it cannot be written.</exception>
    // Before any hosted service starts, so before the orchestrator starts the engine.
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            _lock = FileLock.TryTake(Path.Combine(folder, FileName));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"The store cannot lock its data in {folder}: {error.Message} "
                    + "Choose a folder that you can write, with --Store:DataFolder=PATH.",
                error
            );
        }

        return _lock is not null
            ? Task.CompletedTask
            : throw new SettingException(
                $"The data in {folder} is in use by another run of this application. "
                    + "End that run and start again, or choose another folder with --Store:DataFolder=PATH."
            );
    }

    /// <inheritdoc />
    public void Dispose() => _lock?.Dispose();
}
