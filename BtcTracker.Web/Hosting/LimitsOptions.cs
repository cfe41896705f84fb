using BtcTracker.Web.Live;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Hosting;

/// <summary>The limits of one client, and of all together: section <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Limits";

    /// <summary>
    /// Requests that one client may make in a minute on average, 60 to 1,000,000,000. Default: 600, which is sixty views of the page.
    /// </summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Requests that one client may make at once, 1 to 1,000,000,000. Default: 200.</summary>
    public int Burst { get; set; } = 200;

    /// <summary>
    /// Live streams that this process holds open at most, 0 to 1,000,000. Default: 5,000, which fit into 512 MB.
    /// </summary>
    public int Streams { get; set; } = 5_000;

    /// <summary>
    /// Live streams that one client may hold open, 1 to 1,000,000. Default: 100, enough for an office behind one address.
    /// </summary>
    public int StreamsPerClient { get; set; } = 100;

    /// <summary>The limits of live streams.</summary>
    internal StreamLimits ForStreams => new(Streams, StreamsPerClient);
}

/// <summary>Refuses limits that are out of their range.</summary>
internal sealed class ValidateLimitsOptions : IValidateOptions<LimitsOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        List<string> problems = [.. LimitRanges.FindProblems(setting => ValueOf(options, setting))];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static int ValueOf(LimitsOptions options, string setting) =>
        setting.Split(':')[1] switch
        {
            nameof(LimitsOptions.RequestsPerMinute) => options.RequestsPerMinute,
            nameof(LimitsOptions.Burst) => options.Burst,
            nameof(LimitsOptions.Streams) => options.Streams,
            nameof(LimitsOptions.StreamsPerClient) => options.StreamsPerClient,
            _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, "There is no such limit."),
        };
}
