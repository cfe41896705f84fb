using System.CommandLine;
using BtcTracker.Deploy.Manifests;
using BtcTracker.Deploy.Options;

namespace BtcTracker.Deploy;

/// <summary><c>synth</c>: writes the CloudFormation templates. It needs no network, no account and no credentials.</summary>
internal static class SynthCommand
{
    /// <summary>Runs the command line.</summary>
    /// <returns>The exit code: 0, or 1 if nothing was synthesized.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var synth = new Command("synth", "Writes the CloudFormation templates of the data, app and pipeline stacks. Works offline.");
        OptionTexts.All.ToList().ForEach(synth.Options.Add);
        synth.SetAction((line, _) => ReportAsync(() => SynthesizeAsync(line, output), errors));
        var root = new RootCommand("Deploys BtcTracker to AWS.");
        root.Subcommands.Add(synth);
        var line = root.Parse(args);
        if (line.Errors.Count == 0)
        {
            return await line.InvokeAsync(new InvocationConfiguration { Output = output, Error = errors });
        }

        await errors.WriteLineAsync(
            string.Join(Environment.NewLine, line.Errors.Select(error => error.Message).Append("'synth --help' lists the parameters."))
        );
        return 1;
    }

    private static async Task<int> ReportAsync(Func<Task> action, TextWriter errors)
    {
        try
        {
            await action();
            return 0;
        }
        catch (DeployException error)
        {
            await errors.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task SynthesizeAsync(ParseResult line, TextWriter output)
    {
        var options = OptionChecks.Read(line);
        var plan = options.Manifest is { } manifest ? DeploymentPlan.Make(options, ManifestReader.Read(manifest)) : null;
        NodeCheck.Require();
        var folder = OutputFolder.Prepare(options.Output, options.Name);
        plan ??= DeploymentPlan.Make(options, ManifestReader.Read(await ManifestPublishing.PublishAsync(folder)));
        Synthesis.Run(plan, folder);
        foreach (var template in OutputFolder.Templates(folder, options.Name))
        {
            await output.WriteLineAsync(template);
        }

        if (!options.HasCollector)
        {
            await output.WriteLineAsync(
                "No scaling by open streams: --collector off leaves out what measures them. Memory, processor and "
                    + "requests still scale the web."
            );
        }

        if (options.GitHub is null && options.GitLab is null)
        {
            await output.WriteLineAsync("No pipeline stack: name a repository with --github or --gitlab to get one.");
        }
    }
}
