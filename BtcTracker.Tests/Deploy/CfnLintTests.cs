using System.ComponentModel;
using System.Diagnostics;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Deploy;

[Trait("Level", "Deploy")]
[Collection(StacksOnce.Name)]
public sealed class CfnLintTests(SynthesizedStacks stacks)
{
    [Slow]
    [Fact]
    public async Task cfn_lint_has_neither_an_error_nor_a_warning()
    {
        var paths = SynthesizedStacks.All.Select(row => stacks[row.Data.Item1, row.Data.Item2].Path);
        using var lint = Start(["--non-zero-exit-code", "informational", "--", .. paths]);
        Assert.SkipWhen(lint is null, "Needs cfn-lint, which is not installed: pip install cfn-lint.");
        var findings = await lint.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await lint.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(lint.ExitCode == 0, findings);
    }

    private static Process? Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("cfn-lint", arguments) { RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            // No such program.
            return null;
        }
    }
}
