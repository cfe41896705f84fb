namespace BtcTracker.Deploy;

/// <summary>A parameter, the manifest or this machine is not valid; the message says what is wrong and what is allowed.</summary>
internal sealed class DeployException(string message, Exception? inner = null) : Exception(message, inner);
