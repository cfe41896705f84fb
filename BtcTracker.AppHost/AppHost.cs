using BtcTracker.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
builder.AddProject<Projects.BtcTracker_Web>(ResourceNames.Web);
Console.WriteLine(builder.AppHostDirectory);
await builder.Build().RunAsync();
