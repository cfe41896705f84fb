using System.Globalization;

namespace BtcTracker.Web.Formatting;

/// <summary>Times as the page writes them in its language, always UTC and named so.</summary>
public static class Times
{
    /// <summary>A day: <c>6 Oct 2025</c>.</summary>
    public static string Day(DateTimeOffset instant) => Format(instant, "d MMM yyyy");

    /// <summary>A minute: <c>20 Nov 2026, 23:40 UTC</c>.</summary>
    public static string Minute(DateTimeOffset instant) => Format(instant, "d MMM yyyy, HH:mm 'UTC'");

    /// <summary>A second: <c>20 Nov 2026, 23:40:10 UTC</c>.</summary>
    public static string Second(DateTimeOffset instant) => Format(instant, "d MMM yyyy, HH:mm:ss 'UTC'");

    /// <summary>A time within a day, with seconds where it has some: <c>23:40 UTC</c>, <c>23:40:10 UTC</c>.</summary>
    public static string Clock(DateTimeOffset instant) => Format(instant, instant.Second == 0 ? "HH:mm 'UTC'" : "HH:mm:ss 'UTC'");

    /// <summary>For <c>datetime</c> attributes.</summary>
    public static string Iso(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>An age in its largest unit: <c>12 s</c>, <c>4 min</c>, <c>3 h</c>, <c>2 days</c>.</summary>
    public static string Age(TimeSpan age) =>
        age switch
        {
            { TotalSeconds: < 60 } => Whole(Math.Max(0, age.TotalSeconds)) + " s",
            { TotalMinutes: < 60 } => Whole(age.TotalMinutes) + " min",
            { TotalHours: < 48 } => Whole(age.TotalHours) + " h",
            _ => Texts.AgeDays.With(Whole(age.TotalDays)),
        };

    /// <summary>An instant in a format of its own.</summary>
    public static string Format(DateTimeOffset instant, string format) => instant.UtcDateTime.ToString(format, Language.Current.Formats);

    private static string Whole(double number) => Math.Floor(number).ToString(CultureInfo.InvariantCulture);
}
