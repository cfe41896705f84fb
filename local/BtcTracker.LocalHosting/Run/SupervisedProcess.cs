using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace BtcTracker.LocalHosting.Run;

/// <summary>A process in a session of its own that ends with the AppHost, however the AppHost ends; see <c>supervise.sh</c>.</summary>
internal sealed partial class SupervisedProcess : IDisposable
{
    private const int KillSignal = 9;
    private const int LinesKept = 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly string Script = ReadScript();

    private readonly Process _process;
    private readonly int _session;
    private readonly Action<string> _onLine;
    private readonly Queue<string> _lastLines = new();

    private SupervisedProcess(Process process, Action<string> onLine)
    {
        _process = process;
        _session = process.Id;
        _onLine = onLine;
    }

    /// <summary>Ends with the exit code: 128 and the signal's number where a signal ended the process.</summary>
    public required Task<int> Exited { get; init; }

    /// <summary>The last lines that the process wrote, oldest first.</summary>
    public IReadOnlyList<string> LastLines
    {
        get
        {
            lock (_lastLines)
            {
                return [.. _lastLines];
            }
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="spec">What to start.</param>
    /// <param name="onLine">Called for each line that it writes, from two threads.</param>
    public static SupervisedProcess Start(ProcessSpec spec, Action<string> onLine)
    {
        var process = new Process { StartInfo = StartInfo(spec), EnableRaisingEvents = true };
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => ended.SetResult();
        process.Start();
        var started = new SupervisedProcess(process, onLine) { Exited = ExitAsync(process, ended.Task) };
        process.OutputDataReceived += started.OnLine;
        process.ErrorDataReceived += started.OnLine;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return started;
    }

    /// <summary>Asks it to end, by SIGTERM, and ends it by force ten seconds later.</summary>
    public void Stop() => _process.StandardInput.Close();

    /// <summary>Ends it and everything that it has started at once.</summary>
    public void Kill() => KillSession(_session);

    /// <inheritdoc />
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(ProcessSpec spec)
    {
        var launcher = SessionLauncher.Command;
        var start = new ProcessStartInfo(launcher[0])
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        IEnumerable<string> arguments = [.. launcher.Skip(1), "/bin/sh", "-c", Script, "supervise", Seconds(Grace), spec.Command, .. spec.Arguments];
        arguments.ToList().ForEach(start.ArgumentList.Add);
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task<int> ExitAsync(Process process, Task ended)
    {
        await ended.ConfigureAwait(false);

        // What it left behind would hold the output open, and outlive it.
        KillSession(process.Id);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode;
    }

    private static void KillSession(int processId) => _ = SendSignal(-processId, KillSignal);

    private static string ReadScript()
    {
        using var stream = typeof(SupervisedProcess).Assembly.GetManifestResourceStream("supervise.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Seconds(TimeSpan length) => ((int)length.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    // Fails where the session is gone already, which is what is wanted.
    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int processId, int signal);

    private void OnLine(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        lock (_lastLines)
        {
            _lastLines.Enqueue(line.Data);
            if (_lastLines.Count > LinesKept)
            {
                _lastLines.Dequeue();
            }
        }

        _onLine(line.Data);
    }
}
