using System.Diagnostics;
using System.Globalization;
using System.Net;
using BtcTracker.Market;

namespace BtcTracker.AppHost;

/// <summary>
/// The address of a run's local store, kept in a file next to its data so that <c>import</c> and <c>export</c> find it: only one engine can
/// use the data, and its port changes with each run.
/// </summary>
internal static class RunningStore
{
    private const string FileName = "running";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    /// <summary>Writes it once the store is ready.</summary>
    public static Func<T, ResourceReadyEvent, CancellationToken, Task> Report<T>(StoreSettings settings, MarketMode mode)
        where T : IResourceWithEndpoints =>
        (store, _, cancellationToken) =>
            File.WriteAllLinesAsync(
                PathIn(settings, mode),
                [store.GetEndpoint("http").Url, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)],
                cancellationToken
            );

    /// <summary>The address of the store of another run; null if there is none.</summary>
    public static async Task<Uri?> FindAsync(StoreSettings settings, MarketMode mode)
    {
        var path = PathIn(settings, mode);
        var lines = File.Exists(path) ? await File.ReadAllLinesAsync(path) : [];
        return
            lines is [var address, var processId]
            && Uri.TryCreate(address, UriKind.Absolute, out var store)
            && IsAlive(processId)
            && await AnswersAsync(store)
            ? store
            : null;
    }

    private static string PathIn(StoreSettings settings, MarketMode mode) => Path.Combine(settings.FolderOf(mode), FileName);

    // A killed run leaves its file behind, and another program may use its port now.
    private static bool IsAlive(string processId)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(processId, CultureInfo.InvariantCulture));
            return !process.HasExited;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or OverflowException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersAsync(Uri store)
    {
        using var http = new HttpClient { Timeout = AnswerLimit };
        try
        {
            using var answer = await http.GetAsync(store);
            // DynamoDB Local answers 400 to a request without a signature.
            return answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.BadRequest;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
