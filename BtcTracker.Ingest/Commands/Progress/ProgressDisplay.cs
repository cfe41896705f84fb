using Spectre.Console;

namespace BtcTracker.Ingest.Commands.Progress;

/// <summary>Draws a command's progress: rows, a bar, and the remaining time.</summary>
public sealed class ProgressDisplay(IAnsiConsole console) : IProgressView
{
    private TaskCompletionSource? _end;
    private Task _drawing = Task.CompletedTask;
    private ProgressTask? _task;

    /// <inheritdoc />
    public void Show(double? part, long rows)
    {
        var task = _task ??= Begin();
        task.Description = ProgressView.Format(part: null, rows);
        task.IsIndeterminate = part is null;
        task.Value = (part ?? 0) * task.MaxValue;
    }

    /// <inheritdoc />
    public void Clear()
    {
        _end?.SetResult();
        _drawing.GetAwaiter().GetResult();
        (_end, _task, _drawing) = (null, null, Task.CompletedTask);
    }

    // The library draws for as long as a callback runs.
    private ProgressTask Begin()
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource<ProgressTask>();
        _end = end;
        var progress = console
            .Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn());
        _drawing = progress.StartAsync(context =>
        {
            began.SetResult(context.AddTask(ProgressView.Format(part: null, rows: 0)));
            return end.Task;
        });
        return began.Task.GetAwaiter().GetResult();
    }
}
