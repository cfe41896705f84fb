using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using BtcTracker.Deploy.Data;
using Constructs;

namespace BtcTracker.Deploy.App;

/// <summary>What the tasks of both services share: the cluster, the role that ECS starts them with, and how they are confined.</summary>
internal sealed class TaskPlatform : Construct
{
    private readonly DeploymentPlan _plan;
    private readonly DataStack _data;
    private readonly Role _executionRole;
    private readonly LogGroup? _metricsLog;

    public TaskPlatform(Construct scope, DeploymentPlan plan, DataStack data, Network network)
        : base(scope, "Tasks")
    {
        (_plan, _data, Network) = (plan, data, network);
        Cluster = new Cluster(
            this,
            "Cluster",
            new ClusterProps
            {
                ClusterName = plan.Name,
                Vpc = network.Vpc,
                ContainerInsights = true,
            }
        );
        _executionRole = new Role(
            this,
            "ExecutionRole",
            new RoleProps
            {
                RoleName = StackNames.Role(plan, "execution"),
                AssumedBy = ServicePrincipals.Tasks,
                Description = "With this ECS pulls the images, reads the secrets and writes the logs; no running service has it",
            }
        );
        data.WebImages.GrantPull(_executionRole);
        data.IngestImages.GrantPull(_executionRole);
        _metricsLog = plan.Options.HasCollector ? ServiceLogs.Add(this, "MetricsLog") : null;
    }

    /// <summary>The cluster.</summary>
    public Cluster Cluster { get; }

    /// <summary>Where the tasks run.</summary>
    public Network Network { get; }

    /// <summary>Adds a task definition with the service's container and, if enabled, the collector.</summary>
    public (FargateTaskDefinition Task, ContainerDefinition Container) AddTask(Construct scope, ServicePlan service, TaskShape shape)
    {
        var task = new FargateTaskDefinition(
            scope,
            "Task",
            new FargateTaskDefinitionProps
            {
                Family = StackNames.Family(_plan, service),
                Cpu = shape.Cpu,
                MemoryLimitMiB = shape.MemoryMiB,
                TaskRole = shape.Role,
                ExecutionRole = _executionRole,
                RuntimePlatform = new RuntimePlatform
                {
                    CpuArchitecture = _plan.Options.IsArm ? CpuArchitecture.ARM64 : CpuArchitecture.X86_64,
                    OperatingSystemFamily = OperatingSystemFamily.LINUX,
                },
            }
        );

        // Else the first tasks could be started before ECS may pull their images.
        task.Node.AddDependency(_executionRole.Node.FindChild("DefaultPolicy"));
        var container = task.AddContainer(service.Name, Options(scope, service, shape));
        if (_metricsLog is not null)
        {
            Collector.AddTo(task, service, shape.Logs, _metricsLog, _plan);
        }

        return (task, container);
    }

    private ContainerDefinitionOptions Options(Construct scope, ServicePlan service, TaskShape shape)
    {
        var options = ConfinedContainer.Options(scope, service.Name, shape.Image, shape.Logs);
        options.Environment = Variables(service);
        options.Secrets = service.Secrets.ToDictionary(
            secret => secret.Key,
            secret => Secret.FromSecretsManager(_data.Secrets[secret.Value])
        );
        options.Command = shape.Command;
        options.HealthCheck = shape.HealthCheck;
        return options;
    }

    private Dictionary<string, string> Variables(ServicePlan service)
    {
        var variables = new Dictionary<string, string>(service.Environment)
        {
            // The runtime's diagnostics want a file in /tmp, and the root file system is read-only.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["AWS_REGION"] = _plan.Options.Region,
        };
        if (_metricsLog is not null)
        {
            Collector.Variables(service).ToList().ForEach(variable => variables[variable.Key] = variable.Value);
        }

        return variables;
    }
}
