namespace BtcTracker.Benchmarks.Data;

/// <summary>The keys of both tables, as DynamoDB describes them.</summary>
internal static class TableSchemas
{
    /// <summary>The name of the project's table, which is its default.</summary>
    public const string Designed = "btctracker";

    /// <summary>What the import wants to know.</summary>
    public const string Json = $$$"""
        [
          {"Table": {
            "TableName": "{{{Designed}}}",
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "N"}]}},
          {"Table": {
            "TableName": "{{{NaiveTable.Name}}}",
            "KeySchema": [{"AttributeName": "{{{NaiveTable.Key}}}", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "{{{NaiveTable.Key}}}", "AttributeType": "N"}]}}
        ]
        """;
}
