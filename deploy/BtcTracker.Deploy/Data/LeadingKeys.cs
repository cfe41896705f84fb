namespace BtcTracker.Deploy.Data;

/// <summary>Conditions that bind a right to items of some partitions.</summary>
internal static class LeadingKeys
{
    private const string Name = "dynamodb:LeadingKeys";

    /// <summary>All of some comparisons hold of every key that a request names, and it names one.</summary>
    public static Dictionary<string, object> Where(params IEnumerable<(string Comparison, string[] Partitions)> tests)
    {
        var condition = tests.ToDictionary(
            test => $"ForAllValues:{test.Comparison}",
            object (test) => new Dictionary<string, object> { [Name] = test.Partitions }
        );

        // ForAllValues is true if there is no key at all.
        condition["Null"] = new Dictionary<string, object> { [Name] = "false" };
        return condition;
    }
}
