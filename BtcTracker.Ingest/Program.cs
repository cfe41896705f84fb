using BtcTracker.Ingest;
using BtcTracker.Ingest.Files;
using BtcTracker.Market.Files;
using BtcTracker.ServiceDefaults;

return VerbArguments.Find(args) is { } verb
    ? await FileVerbs.RunAsync(verb)
    : await StartUp.RunAsync(() => IngestApp.CreateBuilder(args).Build());
