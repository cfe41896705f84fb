using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.ServiceDefaults;

return args.Contains(OneReading.Argument)
    ? await StartUp.RunOnceAsync(() => IngestApp.CreateOnceBuilder(args).Build(), IngestApp.TakeOneReadingAsync)
    : await StartUp.RunAsync(() => IngestApp.CreateBuilder(args).Build());
