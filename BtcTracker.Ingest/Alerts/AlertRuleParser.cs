using System.Globalization;
using BtcTracker.Market;

namespace BtcTracker.Ingest.Alerts;

/// <summary>Parses the rules: each has one of the kinds, and <c>Margin</c> if the kind is a price or a change.</summary>
internal static class AlertRuleParser
{
    private const string Section = "Alerts:Rules";
    private const string MarginKey = "Margin";
    private const decimal DefaultMargin = 0.5m;
    private const decimal HighestPrice = 1_000_000_000_000m;
    private const int LongestGap = 10_000;

    /// <summary>Parses the rules.</summary>
    /// <exception cref="FormatException">A rule cannot be parsed; the message states the valid values.</exception>
    public static IReadOnlyList<AlertRule> Parse(IConfiguration configuration)
    {
        var rules = configuration.GetSection(Section).GetChildren().Select(ParseRule).OfType<AlertRule>().ToList();
        return rules.GroupBy(rule => rule.Key).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new FormatException($"{Section} has the rule {twice.Key} twice. Remove one.")
            : rules;
    }

    private static AlertRule? ParseRule(IConfigurationSection section)
    {
        var settings = section
            .GetChildren()
            .Where(setting => !string.IsNullOrEmpty(setting.Value))
            .ToDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.OrdinalIgnoreCase);
        settings.Remove(MarginKey, out var margin);
        if (settings.Count == 0 && margin is null && string.IsNullOrEmpty(section.Value))
        {
            return null;
        }

        if (settings.Count != 1 || !Enum.GetNames<AlertKind>().Contains(settings.Keys.Single(), StringComparer.OrdinalIgnoreCase))
        {
            throw new FormatException(
                $"{section.Path} is not valid. Use one of {string.Join(", ", Enum.GetNames<AlertKind>())} for each rule, "
                    + "and Margin for the first three."
            );
        }

        var kind = Enum.Parse<AlertKind>(settings.Keys.Single(), ignoreCase: true);
        var name = $"{section.Path}:{kind}";
        var rule = ParseValue(kind, name, settings.Values.Single());
        return rule is null ? null
            : rule is { Kind: AlertKind.Above or AlertKind.Below or AlertKind.ChangePercent }
                ? rule with
                {
                    Margin = ParseMargin(rule, $"{section.Path}:{MarginKey}", margin),
                }
            : margin is null ? rule
            : throw new FormatException($"{section.Path}:{MarginKey} is not valid: a rule of {kind} has no margin.");
    }

    // Null if false turns the rule off.
    private static AlertRule? ParseValue(AlertKind kind, string name, string value) =>
        kind switch
        {
            AlertKind.Above or AlertKind.Below => new AlertRule(kind, Number(name, value, HighestPrice)),
            AlertKind.ChangePercent => new AlertRule(kind, Number(name, value, 1_000)),
            _ when bool.TryParse(value, out var isOn) => !isOn ? null : new AlertRule(kind, kind == AlertKind.Gap ? 1 : 0),
            AlertKind.Gap
                when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var slots)
                    && slots is >= 1 and <= LongestGap => new AlertRule(kind, slots),
            AlertKind.Stale when SlotGrid.TryParseLength(value.Trim() is { Length: > 0 } text ? text : "-", out var age) => new AlertRule(
                kind
            )
            {
                Age = age,
            },
            _ => throw Refused(name, value),
        };

    private static decimal ParseMargin(AlertRule rule, string name, string? value)
    {
        if (value is null)
        {
            return rule.Kind == AlertKind.ChangePercent ? Math.Min(DefaultMargin, rule.Limit / 2) : DefaultMargin;
        }

        var highest = rule.Kind == AlertKind.ChangePercent ? rule.Limit : 50;
        return decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var margin) && margin < highest
            ? margin
            : throw new FormatException(
                $"{name} '{value}' is not valid. Use a number of percent from 0 to below {highest:0.##}, such as 0.5."
            );
    }

    private static decimal Number(string name, string value, decimal highest) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number > 0
        && number <= highest
            ? number
            : throw new FormatException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} '{value}' is not valid. Use a number above 0, up to {highest:0}, written without separators."
                )
            );

    private static FormatException Refused(string name, string value) =>
        new(
            $"{name} '{value}' is not valid. Use true, or false to turn it off; "
                + "Stale also accepts a length of time, such as 15m, and Gap a number of slots."
        );
}
