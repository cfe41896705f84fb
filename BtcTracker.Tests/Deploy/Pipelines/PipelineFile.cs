using BtcTracker.Tests.Infrastructure;
using YamlDotNet.RepresentationModel;

namespace BtcTracker.Tests.Deploy.Pipelines;

/// <summary>A pipeline's file, read as YAML.</summary>
internal sealed class PipelineFile
{
    private const string Jobs = "jobs";
    private readonly YamlMappingNode _root;

    private PipelineFile(string path)
    {
        (Path, Text) = (path, File.ReadAllText(path));
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text));
        _root = (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
    }

    public string Path { get; }

    public string Text { get; }

    /// <summary>Every workflow of GitHub.</summary>
    public static IReadOnlyList<PipelineFile> GitHub() =>
        [
            .. Directory
                .GetFiles(System.IO.Path.Combine(RepositoryPaths.Root, ".github", "workflows"))
                .Select(path => new PipelineFile(path)),
        ];

    /// <summary>What keeps packages and actions new.</summary>
    public static PipelineFile Dependabot() => new(System.IO.Path.Combine(RepositoryPaths.Root, ".github", "dependabot.yml"));

    /// <summary>The pipeline of GitLab.</summary>
    public static PipelineFile GitLab() => new(System.IO.Path.Combine(RepositoryPaths.Root, ".gitlab-ci.yml"));

    /// <summary>The value at a path of keys; null if there is none.</summary>
    public YamlNode? At(params string[] keys) => At(_root, keys);

    /// <summary>The same, below a node.</summary>
    public static YamlNode? At(YamlNode? node, params string[] keys) =>
        keys.Aggregate(node, (parent, key) => parent is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null);

    /// <summary>The text at a path of keys; null where there is none.</summary>
    public string? TextAt(params string[] keys) => (At(keys) as YamlScalarNode)?.Value;

    /// <summary>The jobs of a workflow by their names.</summary>
    public IReadOnlyDictionary<string, YamlNode> JobsByName =>
        ((YamlMappingNode)At(Jobs)!).Children.ToDictionary(job => job.Key.ToString(), job => job.Value);

    /// <summary>The steps of all jobs of a workflow.</summary>
    public IEnumerable<YamlNode> Steps => JobsByName.Values.SelectMany(job => ((YamlSequenceNode)At(job, "steps")!).Children);
}
