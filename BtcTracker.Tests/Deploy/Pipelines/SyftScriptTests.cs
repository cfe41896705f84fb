using BtcTracker.Tests.App;

namespace BtcTracker.Tests.Deploy.Pipelines;

[Trait("Level", "Deploy")]
public sealed class SyftScriptTests : IDisposable
{
    private readonly FakeCommands _commands = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _commands.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_archive_of_another_digest_is_not_unpacked()
    {
        _commands.Add("curl", "echo something else > \"${@: -1}\"").Add("tar", "exit 0");
        var installed = await _commands.RunAsync("install-syft.sh", _folder.Path);
        Assert.False(installed.Succeeded);
        Assert.DoesNotContain(_commands.Calls, call => call.StartsWith("tar ", StringComparison.Ordinal));
        Assert.Matches(
            @"curl -fsSL https://github\.com/anchore/syft/releases/download/v[0-9.]+/syft_[0-9.]+_linux_amd64\.tar\.gz ",
            _commands.Calls[0]
        );
    }

    [Fact]
    public async Task The_archive_of_the_known_digest_is_unpacked()
    {
        _commands.Add("curl", "exit 0").Add("sha256sum", "exit 0").Add("tar", "exit 0");
        var installed = await _commands.RunAsync("install-syft.sh", _folder.Path);
        Assert.True(installed.Succeeded, installed.Output);
        Assert.EndsWith($"-C {_folder.Path} syft", _commands.Calls[^1], StringComparison.Ordinal);
    }
}
