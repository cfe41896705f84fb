using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Amazon;

namespace BtcTracker.Deploy.Options;

/// <summary>Collects the problems of the parameters, to report all of them at once.</summary>
internal sealed partial class Problems
{
    private readonly List<string> _lines = [];

    public void AddIf(bool isWrong, string line) => _lines.AddRange(isWrong ? [line] : []);

    public string Match(string? value, Option option, Regex pattern, string allowed)
    {
        AddIf(value is null || !pattern.IsMatch(value), $"{option.Name} '{value}' is not allowed: take {allowed}.");
        return value ?? "";
    }

    public string? MatchIfGiven(string? value, Option option, Regex pattern, string allowed) =>
        value is null ? null : Match(value, option, pattern, allowed);

    /// <summary>The index of the word; 0 if it is none of them.</summary>
    public int OneOf(string? value, Option option, params string[] words)
    {
        var index = Array.IndexOf(words, value);
        AddIf(index < 0, $"{option.Name} '{value}' is not allowed: take {string.Join(", ", words[..^1])} or {words[^1]}.");
        return Math.Max(index, 0);
    }

    /// <summary>A Fargate size; the default if there is no such size.</summary>
    public FargateSize Size(string? cpu, string? memory)
    {
        if (FargateSize.Problem(cpu, memory) is { } problem)
        {
            _lines.Add(problem);
            return FargateSize.Default;
        }

        return new FargateSize(int.Parse(cpu!, CultureInfo.InvariantCulture), int.Parse(memory!, CultureInfo.InvariantCulture));
    }

    /// <summary>The range of the number of tasks; the default if it is not valid.</summary>
    public TaskCount Count(string? value)
    {
        var count = TaskCount.Find(value);
        AddIf(count is null, $"{OptionTexts.WebTasks.Name} '{value}' is not allowed: take {TaskCount.Allowed}.");
        return count ?? TaskCount.Default;
    }

    public string Region(string value)
    {
        var regions = RegionEndpoint
            .EnumerableAllRegions.Select(region => region.SystemName)
            .Where(name => RegionPattern().IsMatch(name))
            .Order(StringComparer.Ordinal)
            .ToList();
        AddIf(!regions.Contains(value), $"--region '{value}' does not exist. Use one of {string.Join(", ", regions)}.");
        return value;
    }

    /// <exception cref="DeployException">There is a problem.</exception>
    public void ThrowIfAny()
    {
        if (_lines.Count > 0)
        {
            throw new DeployException(string.Join(Environment.NewLine, _lines));
        }
    }

    // The SDK also lists us-east-1-regional, which is a way to address S3.
    [GeneratedRegex("^[a-z-]+-[0-9]+\\z")]
    private static partial Regex RegionPattern();
}
