using BtcTracker.ServiceDefaults;
using BtcTracker.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddMarketWeb();

var app = builder.Build();
app.MapMarketWeb();
await app.RunAsync();
