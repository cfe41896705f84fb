using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Architecture;

/// <summary>CSharpier decides how C# is laid out, so that no review has to (docs/decisions/csharpier-lays-out-the-code.md).</summary>
[Trait("Level", "Unit")]
[Slow]
public sealed class FormatTests
{
    [Fact]
    public async Task The_code_is_laid_out_by_the_formatter()
    {
        var tools = Path.Combine(RepositoryPaths.Root, ".config", "dotnet-tools.json");
        var restore = await Command.RunAsync("dotnet", ["tool", "restore", "--tool-manifest", tools], TimeSpan.FromMinutes(2));
        Assert.SkipUnless(restore.Succeeded, $"CSharpier cannot be restored: {restore.Output}");

        var check = await Command.RunAsync("dotnet", ["csharpier", "check", RepositoryPaths.Root], TimeSpan.FromMinutes(2));

        Assert.True(check.Succeeded, $"Run 'dotnet csharpier format .' and commit what it changes. {check.Output}");
    }
}
