namespace BtcTracker.Deploy;

/// <summary>The projects of the manifest that are deployed; the AppHost names them so.</summary>
internal static class ServiceNames
{
    public const string Web = "web";

    public const string Ingest = "ingest";
}
