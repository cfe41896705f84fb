using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using BtcTracker.Web.Hosting;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>The web's folders know each other in one direction only, so that each can be understood without those above it.</summary>
[Trait("Level", "Unit")]
public sealed class RoomTests
{
    private const string Web = "BtcTracker.Web";
    private const string Broken = "BtcTracker.Tests.Unit.Web.BrokenRooms";

    /// <summary>Each folder, and those that it may use.</summary>
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Formatting"] = [],
        ["History"] = [],
        ["Snapshots"] = ["History"],
        ["Contracts"] = ["Formatting", "History", "Snapshots"],
        ["Encoding"] = ["Formatting", "History", "Snapshots", "Contracts"],
        ["Polling"] = ["History", "Snapshots", "Encoding"],
        ["Live"] = ["Snapshots", "Contracts", "Encoding"],
        ["Components"] = ["Formatting", "History", "Snapshots", "Encoding"],
        ["Api"] = ["Formatting", "History", "Snapshots", "Contracts", "Encoding", "Live"],
        ["Hosting"] = ["Formatting", "History", "Snapshots", "Contracts", "Encoding", "Polling", "Live", "Components", "Api"],
    };

    private static readonly Lazy<Architecture> Built = new(() => new ArchLoader().LoadAssemblies(typeof(WebApp).Assembly).Build());
    private static readonly Lazy<Architecture> Samples = new(() =>
        new ArchLoader().LoadNamespacesWithinAssembly(typeof(RoomTests).Assembly, Broken).Build());

    public static TheoryData<string> Names => [.. Rooms.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_room_uses_only_those_below_it(string room) => Assert.Empty(ViolationsOf(RuleOf(Web, room), Built.Value));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_rule_finds_a_type_that_uses_a_room_above_its_own(string room) => Assert.NotEmpty(ViolationsOf(RuleOf(Broken, room), Samples.Value));

    [Fact]
    public void Every_type_is_in_a_room_but_the_programs_own() => Assert.Empty(Built.Value.Types
        .Select(type => type.Namespace.FullName)
        .Where(name => name.StartsWith(Web + ".", StringComparison.Ordinal) && !Rooms.ContainsKey(name.Split('.')[2]))
        .Distinct());

    private static TypesShouldConjunction RuleOf(string root, string room) => Types().That().ResideInNamespaceMatching(In(root, [room]))
        .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(In(root, Rooms.Keys.Append("Attic").Except(Rooms[room].Append(room)))));

    private static string In(string root, IEnumerable<string> rooms) => $@"^{root.Replace(".", @"\.", StringComparison.Ordinal)}\.({string.Join('|', rooms)})($|\.)";

    private static List<string> ViolationsOf(TypesShouldConjunction rule, Architecture architecture) =>
        [.. rule.Evaluate(architecture).Where(result => !result.Passed).Select(result => result.Description)];
}
