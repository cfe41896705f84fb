using BtcTracker.Deploy;

return await SynthCommand.RunAsync(args, Console.Out, Console.Error);
