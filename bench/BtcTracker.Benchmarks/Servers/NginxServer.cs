using BtcTracker.Benchmarks.Measuring;

namespace BtcTracker.Benchmarks.Servers;

/// <summary>nginx with a file that is compressed already: the other yardstick.</summary>
internal static class NginxServer
{
    /// <summary>What to do where nginx is missing.</summary>
    public const string HowToInstall = "nginx is not installed, so its part is left out: apt-get install nginx-light";

    /// <summary>Whether it is here.</summary>
    public static bool IsInstalled => Command.Find("nginx") is not null;

    /// <summary>Serves a file under its name; nginx's own files are beside it.</summary>
    public static Task<ServerProcess> StartAsync(string file, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(file)!;
        return ServerProcess.StartAsync(
            Command.Find("nginx")!,
            port =>
            {
                var configuration = Path.Combine(folder, "nginx.conf");
                File.WriteAllText(configuration, Configuration(folder, port));
                return ["-p", folder, "-c", configuration];
            },
            environment: null,
            ready: "/" + Path.GetFileName(file),
            cancellationToken
        );
    }

    private static string Configuration(string folder, string port) =>
        $$"""
            user {{Environment.UserName}};
            daemon off;
            pid {{folder}}/nginx.pid;
            error_log stderr error;
            worker_processes {{Environment.ProcessorCount}};
            events { worker_connections 1024; }
            http {
              access_log off;
              server_tokens off;
              sendfile on;
              tcp_nopush on;
              open_file_cache max=16;
              keepalive_requests 1000000000;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              server {
                listen 127.0.0.1:{{port}};
                root {{folder}};
                default_type application/json;
                location / {
                  add_header Content-Encoding br;
                  add_header Vary Accept-Encoding;
                  add_header Cache-Control "public, max-age=60";
                }
              }
            }
            """;
}
