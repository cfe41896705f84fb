using System.Text.RegularExpressions;

namespace BtcTracker.Deploy.Options;

/// <summary>What DynamoDB allows as a table's name.</summary>
internal static partial class TableName
{
    public const string Allowed = "3 to 255 letters, digits, dots, underscores and hyphens";

    [GeneratedRegex("^[A-Za-z0-9_.-]{3,255}\\z")]
    public static partial Regex Pattern();
}
