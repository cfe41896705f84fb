using System.Text.Json.Nodes;

namespace BtcTracker.Tests.Deploy;

/// <summary>One statement that allows something.</summary>
/// <param name="Actions">What.</param>
/// <param name="Resources">On what, written out.</param>
/// <param name="Condition">When; null for always.</param>
internal sealed record Grant(IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, JsonNode? Condition)
{
    /// <summary>Whether it allows an action on items of some partitions, as IAM decides: a request may name several, or none.</summary>
    public bool Allows(string action, params string[] partitions) =>
        Actions.Contains(action)
        && (
            Condition is null
            || Condition
                .AsObject()
                .All(test =>
                    test.Key switch
                    {
                        // True where there is no value to compare.
                        "ForAllValues:StringEquals" => partitions.All(List(test.Value!["dynamodb:LeadingKeys"]).Contains),
                        "ForAllValues:StringNotEquals" => !partitions.Any(List(test.Value!["dynamodb:LeadingKeys"]).Contains),
                        "ForAllValues:StringLike" => partitions.All(partition => IsLike(partition, test.Value!)),
                        "ForAllValues:StringNotLike" => !partitions.Any(partition => IsLike(partition, test.Value!)),
                        "Null" => (partitions.Length == 0) == ((string?)test.Value!["dynamodb:LeadingKeys"] == "true"),
                        _ => throw new NotSupportedException(test.Key),
                    }
                )
        );

    // The patterns here end with their only asterisk.
    private static bool IsLike(string partition, JsonNode test) =>
        List(test["dynamodb:LeadingKeys"])
            .Any(pattern =>
                pattern.IndexOf('*', StringComparison.Ordinal) == pattern.Length - 1
                    ? partition.StartsWith(pattern[..^1], StringComparison.Ordinal)
                    : throw new NotSupportedException(pattern)
            );

    /// <summary>One or several values, written out.</summary>
    public static List<string> List(JsonNode? value) => value is JsonArray list ? [.. list.Select(Template.Flat)] : [Template.Flat(value)];
}

/// <summary>What roles may do.</summary>
internal static class Policies
{
    /// <summary>What the role of a name may do.</summary>
    public static IReadOnlyList<Grant> GrantsOf(this Template template, string roleName)
    {
        var role = template.OfType("AWS::IAM::Role").Single(role => (string?)role.Value["Properties"]!["RoleName"] == roleName).Key;
        return
        [
            .. template
                .All("AWS::IAM::Policy")
                .Where(policy => policy["Roles"]!.AsArray().Any(attached => Template.Flat(attached) == $"${{{role}}}"))
                .SelectMany(policy => policy["PolicyDocument"]!["Statement"]!.AsArray())
                .Select(statement => Read(statement!)),
        ];
    }

    /// <summary>Every grant of every role.</summary>
    public static IEnumerable<Grant> AllGrants(this Template template) =>
        template
            .All("AWS::IAM::Policy")
            .SelectMany(policy => policy["PolicyDocument"]!["Statement"]!.AsArray())
            .Select(statement => Read(statement!));

    /// <summary>The actions on the table, sorted.</summary>
    public static IEnumerable<string> TableActions(this IEnumerable<Grant> grants) =>
        grants
            .SelectMany(grant => grant.Actions)
            .Where(action => action.StartsWith("dynamodb:", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>Who may take the role of a name.</summary>
    public static JsonArray TrustOf(this Template template, string roleName) =>
        template.All("AWS::IAM::Role").Single(role => (string?)role["RoleName"] == roleName)["AssumeRolePolicyDocument"]![
            "Statement"
        ]!.AsArray();

    private static Grant Read(JsonNode statement)
    {
        Assert.Equal("Allow", (string?)statement["Effect"]);
        return new Grant(Grant.List(statement["Action"]), Grant.List(statement["Resource"]), statement["Condition"]);
    }
}
