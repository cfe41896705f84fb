using BtcTracker.Market;
using BtcTracker.MarketSim;
using BtcTracker.ServiceDefaults;

OutboundProxy.Use();
return await StartUp.RunAsync(() => MarketSimApp.Build(args));

// Internal, so that a test that names Program means the web's.
internal partial class Program;
