using BtcTracker.Ingest;
using BtcTracker.ServiceDefaults;

return await StartUp.RunAsync(() => IngestApp.CreateBuilder(args).Build());
