using BtcTracker.Ingest;
using BtcTracker.Ingest.Commands;
using BtcTracker.Market;
using BtcTracker.ServiceDefaults;

OutboundProxy.Use();
return CommandArguments.Find(args) is { } command ? await IngestCommands.RunAsync(command)
    : args.Contains(SingleRun.Argument)
        ? await StartUp.RunOnceAsync(() => IngestApp.CreateOnceBuilder(args).Build(), IngestApp.TakeOneReadingAsync)
    : await StartUp.RunAsync(() => IngestApp.CreateBuilder(args).Build());
