namespace BtcTracker.Benchmarks.Pages;

/// <summary>What one load of a page has shown.</summary>
/// <param name="LargestPaint">When its largest text or picture was painted, in milliseconds after the navigation.</param>
/// <param name="Drawn">When its chart was drawn; null where the document brings it.</param>
/// <param name="Bytes">What came over the wire, headers and all.</param>
/// <param name="Requests">How many answers that were.</param>
/// <param name="Shift">How far its layout moved.</param>
internal sealed record PageView(double LargestPaint, double? Drawn, double Bytes, double Requests, double Shift);
