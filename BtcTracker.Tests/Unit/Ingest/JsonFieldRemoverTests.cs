using System.Text.Json;
using BtcTracker.Ingest.Sources;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class JsonFieldRemoverTests
{
    [Theory]
    [InlineData("""{"tags": ["a", {"tags": 1}], "price": 67444.0}""", """{ "price": 67444.0}""")]
    [InlineData("""{"price": 2.17E-05, "tags": {"a": "}"} }""", """{"price": 2.17E-05 }""")]
    [InlineData("""{"a": 1 , "tags": "x,y", "b": 1e400}""", """{"a": 1 , "b": 1e400}""")]
    [InlineData("""{"tags": null}""", """{}""")]
    [InlineData("""{"tags":1,"tags":2}""", """{}""")]
    [InlineData("""{"tags":1,"tags":2,"a":3}""", """{"a":3}""")]
    [InlineData("""{"a":0,"tags":1,"tags":2}""", """{"a":0}""")]
    [InlineData("""[{"x":{"tags":[]}},{"tags":[],"y":"₿ \u00e9"}]""", """[{"x":{}},{"y":"₿ \u00e9"}]""")]
    [InlineData("""{"a": "tags", "tagsX": 1, "words": ["tags"]}""", """{"a": "tags", "tagsX": 1, "words": ["tags"]}""")]
    public void Only_the_field_goes_and_every_other_character_stays(string json, string expected)
    {
        Assert.Equal(expected, JsonFieldRemover.Without("tags", json));
        using var stillJson = JsonDocument.Parse(expected);
    }
}
