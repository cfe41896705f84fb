namespace BtcTracker.Ingest.Alerts;

/// <summary>The names of the receivers of messages, as stored with a message that only one of them has not acknowledged.</summary>
public static class AlertReceivers
{
    /// <summary>The webhook, <c>Alerts:Webhook</c>.</summary>
    public const string Webhook = "webhook";

    /// <summary>The SNS topic, <c>Alerts:Topic</c>.</summary>
    public const string Topic = "topic";
}
