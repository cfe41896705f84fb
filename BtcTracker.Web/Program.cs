using BtcTracker.Market;
using BtcTracker.ServiceDefaults;
using BtcTracker.Web.Hosting;

OutboundProxy.Use();
return await StartUp.RunAsync(() => WebApp.Build(args));
