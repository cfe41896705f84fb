// Reads the chart's body: a range's candles in small whole numbers, as ChartBody.cs writes them.

/** The candles as columns: times in seconds since 1970, prices and volumes as numbers, a volume that is not known as null. */
export function decode({ step, first, breaks, decimals, volumeExponent, columns }) {
  const price = units => units / 10 ** decimals;
  const closes = sums(columns.close);
  const before = at => closes[Math.max(0, at - 1)];
  return {
    step,
    openTime: openTimes(first, step, breaks, closes.length),
    close: closes.map(price),
    high: columns.high.map((above, at) => price(Math.max(closes[at], before(at)) + above)),
    low: columns.low.map((below, at) => price(Math.min(closes[at], before(at)) - below)),
    volume: columns.volume?.map(units => (units === null ? null : units * 10 ** volumeExponent)) ?? closes.map(() => null),
  };
}

function sums(differences) {
  let sum = 0;
  return differences.map(difference => (sum += difference));
}

/** Each candle opens a step after the one before, but for the breaks: a candle's number, then the seconds before it. */
function openTimes(first, step, breaks, count) {
  const steps = new Array(count).fill(step);
  for (let i = 0; i < breaks.length; i += 2) {
    steps[breaks[i]] = breaks[i + 1];
  }

  return sums([first, ...steps.slice(1)]).slice(0, count);
}
