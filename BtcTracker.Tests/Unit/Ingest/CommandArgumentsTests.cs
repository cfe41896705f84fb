extern alias ingest;

using ingest::BtcTracker.Ingest.Commands;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class CommandArgumentsTests
{
    [Fact]
    public void Settings_are_separated_from_the_commands_own_arguments()
    {
        var arguments = CommandArguments.Find([
            "--Store:DataFolder",
            "/data",
            "import",
            "/prices.csv",
            "--interval",
            "1d",
            "--Market:Mode=live",
        ]);

        Assert.Equal(["import", "/prices.csv", "--interval", "1d"], arguments?.Command);
        Assert.Equal(["--Store:DataFolder", "/data", "--Market:Mode=live"], arguments?.Settings);
    }

    [Theory]
    [InlineData]
    [InlineData("--Market:Mode=demo")]
    [InlineData("--publisher", "manifest")]
    [InlineData("--operation", "run")]
    [InlineData("Market:Mode=demo")]
    public void Without_a_command_the_services_are_to_run(params string[] args) => Assert.Null(CommandArguments.Find(args));

    [Theory]
    [InlineData("--help")]
    [InlineData("imprt", "prices.csv")]
    public void Help_and_an_unknown_word_are_answered_by_the_command_line(params string[] args) =>
        Assert.NotNull(CommandArguments.Find(args));
}
