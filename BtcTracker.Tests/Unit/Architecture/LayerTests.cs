using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using BtcTracker.Ingest;
using BtcTracker.Web.Hosting;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace BtcTracker.Tests.Unit.Architecture;

/// <summary>
/// The folders of web and ingest know each other in one direction only, so that each can be understood without those above it.
/// </summary>
[Trait("Level", "Unit")]
public sealed class LayerTests
{
    private const string Web = "BtcTracker.Web";
    private const string Ingest = "BtcTracker.Ingest";
    private const string Broken = "BtcTracker.Tests.Unit.Architecture.Broken";

    /// <summary>Each project's folders, and those that each may use.</summary>
    private static readonly Dictionary<string, Dictionary<string, string[]>> Projects = new()
    {
        [Web] = new()
        {
            ["Formatting"] = [],
            ["History"] = ["Formatting"],
            ["Snapshots"] = ["History"],
            ["Views"] = ["Formatting", "History", "Snapshots"],
            ["Conversion"] = ["Formatting", "Snapshots"],
            ["Contracts"] = ["Formatting", "History", "Snapshots", "Views"],
            ["Encoding"] = ["Formatting", "History", "Snapshots", "Views", "Contracts"],
            ["Polling"] = ["History", "Snapshots", "Encoding"],
            ["Live"] = ["Snapshots", "Contracts", "Encoding"],
            ["Status"] = ["Formatting", "Snapshots", "Encoding", "Live"],
            ["Api"] = ["Formatting", "History", "Snapshots", "Views", "Conversion", "Contracts", "Encoding", "Live"],
            ["Mcp"] = ["Formatting", "History", "Snapshots", "Conversion", "Contracts", "Encoding", "Api"],
            ["Holders"] = ["Formatting", "History", "Snapshots", "Encoding", "Live", "Api"],
            ["Components"] = ["Formatting", "History", "Snapshots", "Views", "Conversion", "Encoding", "Status", "Api", "Holders"],
            ["Images"] = ["Formatting", "History", "Snapshots", "Views", "Encoding", "Components"],
            ["Hosting"] =
            [
                "Formatting",
                "History",
                "Snapshots",
                "Images",
                "Views",
                "Conversion",
                "Contracts",
                "Encoding",
                "Polling",
                "Live",
                "Status",
                "Components",
                "Api",
                "Mcp",
                "Holders",
            ],
        },
        [Ingest] = new()
        {
            ["Health"] = [],
            ["Sources"] = [],
            ["Slots"] = ["Health", "Sources"],
            ["Alerts"] = ["Sources", "Slots"],
            ["Storing"] = ["Sources", "Slots", "Alerts"],
            ["Ticks"] = ["Sources", "Slots"],
            ["Backfill"] = ["Sources"],
            ["Commands"] = ["Health", "Sources", "Slots", "Alerts", "Storing", "Backfill"],
        },
    };

    private static readonly Dictionary<string, Lazy<ArchUnitNET.Domain.Architecture>> Built = new()
    {
        [Web] = new(() => new ArchLoader().LoadAssemblies(typeof(WebApp).Assembly).Build()),
        [Ingest] = new(() => new ArchLoader().LoadAssemblies(typeof(IngestApp).Assembly).Build()),
    };

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Samples = new(() =>
        new ArchLoader().LoadNamespacesWithinAssembly(typeof(LayerTests).Assembly, Broken).Build()
    );

    public static TheoryData<string, string> Layers =>
        new(Projects.SelectMany(project => project.Value.Keys.Select(layer => (project.Key, layer))));

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_layer_uses_only_those_below_it(string project, string layer) =>
        Assert.Empty(ViolationsOf(RuleOf(project, project, layer), Built[project].Value));

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_rule_finds_a_type_that_uses_a_layer_above_its_own(string project, string layer) =>
        Assert.NotEmpty(ViolationsOf(RuleOf(project, $"{Broken}.{project.Split('.')[1]}", layer), Samples.Value));

    [Theory]
    [InlineData(Web)]
    [InlineData(Ingest)]
    public void Every_type_is_in_a_layer_except_the_programs_own(string project) =>
        Assert.Empty(
            Built[project]
                .Value.Types.Select(type => type.Namespace.FullName)
                .Where(name =>
                    name.StartsWith(project + ".", StringComparison.Ordinal) && !Projects[project].ContainsKey(name.Split('.')[2])
                )
                .Distinct()
        );

    private static TypesShouldConjunction RuleOf(string project, string root, string layer)
    {
        var above = Projects[project].Keys.Append("Top").Except(Projects[project][layer].Append(layer));
        return Types()
            .That()
            .ResideInNamespaceMatching(In(root, [layer]))
            .Should()
            .NotDependOnAny(Types().That().ResideInNamespaceMatching(In(root, above)));
    }

    private static string In(string root, IEnumerable<string> layers) =>
        $@"^{root.Replace(".", @"\.", StringComparison.Ordinal)}\.({string.Join('|', layers)})($|\.)";

    private static List<string> ViolationsOf(TypesShouldConjunction rule, ArchUnitNET.Domain.Architecture architecture) =>
        [.. rule.Evaluate(architecture).Where(result => !result.Passed).Select(result => result.Description)];
}
