// Layers in which a type uses one above its own, so that LayerTests proves that each rule finds it. Top is above all.
#pragma warning disable IDE0161 // A file of many namespaces.

namespace BtcTracker.Tests.Unit.Architecture.Broken.Web
{
    namespace Top
    {
        internal sealed record Sample;
    }

    namespace Hosting
    {
        internal sealed record Sample(Top.Sample Above);
    }

    namespace Formatting
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace History
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Snapshots
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Views
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Conversion
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Contracts
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Encoding
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Polling
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Live
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Status
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Mcp
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Holders
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Components
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Images
    {
        internal sealed record Sample(Hosting.Sample Above);
    }

    namespace Api
    {
        internal sealed record Sample(Hosting.Sample Above);
    }
}
