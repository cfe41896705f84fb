// Layers of ingest in which a type uses one above its own, so that LayerTests proves that each rule finds it. Top is above all.
#pragma warning disable IDE0161 // A file of nine namespaces.

namespace BtcTracker.Tests.Unit.Architecture.Broken.Ingest
{
    namespace Top
    {
        internal sealed record Sample;
    }

    namespace Commands
    {
        internal sealed record Sample(Top.Sample Above);
    }

    namespace Health
    {
        internal sealed record Sample(Commands.Sample Above);
    }

    namespace Sources
    {
        internal sealed record Sample(Commands.Sample Above);
    }

    namespace Slots
    {
        internal sealed record Sample(Commands.Sample Above);
    }

    namespace Alerts
    {
        internal sealed record Sample(Commands.Sample Above);
    }

    namespace Storing
    {
        internal sealed record Sample(Commands.Sample Above);
    }

    namespace Ticks
    {
        internal sealed record Sample(Commands.Sample Above);
    }

    namespace Backfill
    {
        internal sealed record Sample(Commands.Sample Above);
    }
}
