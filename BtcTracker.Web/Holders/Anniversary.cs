namespace BtcTracker.Web.Holders;

/// <summary>The day that comes round once a year. That of 29 February is 1 March in the other years.</summary>
/// <param name="Next">Today, or the next one.</param>
/// <param name="Days">How many days it is until then; 0 on the day itself.</param>
public readonly record struct Anniversary(DateOnly Next, int Days)
{
    /// <summary>The anniversary of a day before today.</summary>
    public static Anniversary Of(DateOnly day, DateOnly today)
    {
        var thisYear = InYear(day, today.Year);
        var next = thisYear < today ? InYear(day, today.Year + 1) : thisYear;
        return new Anniversary(next, next.DayNumber - today.DayNumber);
    }

    private static DateOnly InYear(DateOnly day, int year) =>
        day is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(year) ? new DateOnly(year, 3, 1) : new DateOnly(year, day.Month, day.Day);
}
