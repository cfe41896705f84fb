using BtcTracker.Ingest;
using BtcTracker.Ingest.Slots;
using BtcTracker.Market.Files;
using BtcTracker.ServiceDefaults;

return VerbArguments.Find(args) is { } verb ? await IngestVerbs.RunAsync(verb)
    : args.Contains(OneReading.Argument) ? await StartUp.RunOnceAsync(() => IngestApp.CreateOnceBuilder(args).Build(), IngestApp.TakeOneReadingAsync)
    : await StartUp.RunAsync(() => IngestApp.CreateBuilder(args).Build());
