using Microsoft.Extensions.Hosting;

namespace BtcTracker.AppHost.Running;

/// <summary>Ends the AppHost with one message and exit code 1 if the application cannot start.</summary>
internal sealed class StartFailure(IHostApplicationLifetime lifetime)
{
    private string? _message;

    /// <summary>Whether a failure was reported.</summary>
    public bool IsReported => _message is not null;

    /// <summary>Stops the application because of this; the first message wins.</summary>
    public void Report(string message)
    {
        Interlocked.CompareExchange(ref _message, message, null);
        lifetime.StopApplication();
    }

    /// <summary>Throws the reported failure.</summary>
    /// <exception cref="SettingException">A failure was reported.</exception>
    public void ThrowIfReported()
    {
        if (_message is not null)
        {
            throw new SettingException(_message);
        }
    }
}
