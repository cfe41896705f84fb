using System.Reflection;
using BtcTracker.Market.Storage;

namespace BtcTracker.Tests.Faults;

/// <summary>A writer whose quotes each take a while.</summary>
public class SlowStore : DispatchProxy
{
    private IPriceWriter? _writer;
    private TimeSpan _pause;

    public static IPriceWriter Over(IPriceWriter writer, TimeSpan pause)
    {
        var slow = Create<IPriceWriter, SlowStore>();
        ((SlowStore)(object)slow)._writer = writer;
        ((SlowStore)(object)slow)._pause = pause;
        return slow;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(IPriceWriter.TryPutQuoteAsync)
            ? PutAfterPauseAsync(() => (Task<bool>)targetMethod.Invoke(_writer, args)!, (CancellationToken)args![^1]!)
            : targetMethod.Invoke(_writer, args);

    private async Task<bool> PutAfterPauseAsync(Func<Task<bool>> put, CancellationToken cancellationToken)
    {
        await Task.Delay(_pause, TimeProvider.System, cancellationToken);
        return await put();
    }
}
