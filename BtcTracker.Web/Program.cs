using BtcTracker.ServiceDefaults;
using BtcTracker.Web.Hosting;

return await StartUp.RunAsync(() => WebApp.Build(args));
