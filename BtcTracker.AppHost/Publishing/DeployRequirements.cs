using Microsoft.Extensions.Configuration;

namespace BtcTracker.AppHost.Publishing;

/// <summary>Checks the requirements of a deployment from this machine before anything is built.</summary>
internal static class DeployRequirements
{
    private const string Region = "AWS_REGION";
    private static readonly string[] Programs = ["bash", "aws", "git", "curl"];

    /// <summary>Checks the requirements.</summary>
    /// <exception cref="SettingException">Something is missing; the message says what to set.</exception>
    public static void Check(IConfiguration configuration)
    {
        var missing = Programs.Where(program => ProgramPath.Find(program) is null).ToList();
        if (missing.Count > 0)
        {
            throw new SettingException(
                $"Cannot deploy: install {string.Join(" and ", missing)}. The first deployment is in docs/operations.md."
            );
        }

        if (configuration[Region] is not { Length: > 0 } region)
        {
            throw new SettingException(
                $"Cannot deploy: set {Region} to the region of the deployment. The first deployment is in docs/operations.md."
            );
        }

        // The scripts and the synthesis read it from the environment, even if it was an argument.
        Environment.SetEnvironmentVariable(Region, region);
    }
}
