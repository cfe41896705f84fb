-- Run by wrk at its end; nothing here is called for a request.
function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d %d %d\n",
    summary.requests, summary.duration, summary.bytes, summary.errors.status, failed,
    latency:percentile(50), latency:percentile(99)))
end
