using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace BtcTracker.Deploy;

/// <summary>A service of AWS as the principal of a role.</summary>
internal static class ServicePrincipals
{
    /// <summary>ECS, on behalf of this account's tasks only.</summary>
    public static ServicePrincipal Tasks => OwnAccount("ecs-tasks.amazonaws.com");

    /// <summary>The condition that a service acts for this account.</summary>
    public static Dictionary<string, object> OfOwnAccount =>
        new() { ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Aws.ACCOUNT_ID } };

    /// <summary>A service that acts for this account only.</summary>
    public static ServicePrincipal OwnAccount(string service) => new(service, new ServicePrincipalOpts { Conditions = OfOwnAccount });
}
