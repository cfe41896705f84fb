using Amazon.CDK;
using Amazon.CDK.AWS.ECR;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>The digest of an image: the only parameter of a template.</summary>
internal static class ImageParameter
{
    /// <summary>Adds the parameter.</summary>
    /// <returns>The image's address, <c>…/btctracker/web@sha256:…</c>.</returns>
    public static string Add(Construct scope, string name, IRepository repository)
    {
        var digest = new CfnParameter(
            scope,
            name,
            new CfnParameterProps
            {
                Type = "String",
                Description = "The digest of the image to run, as reported by the push",
                AllowedPattern = "^sha256:[0-9a-f]{64}$",
                ConstraintDescription = "must be sha256: and 64 hexadecimal digits",
            }
        );
        return repository.RepositoryUriForDigest(digest.ValueAsString);
    }
}
