using System.Runtime.InteropServices;

namespace BtcTracker.LocalHosting.Run;

/// <summary>Ctrl+C, SIGTERM and the end of the terminal ask for an orderly stop; a second one asks for an end at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _requested = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private readonly Action _again;

    /// <param name="again">Called when a signal comes after the first one.</param>
    public StopSignals(Action again)
    {
        _again = again;
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Requested => _requested.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _requested.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_requested.IsCancellationRequested)
        {
            _again();
            return;
        }

        _requested.Cancel();
    }
}
