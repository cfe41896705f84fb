// Reads the chart's body: a view's candles in small whole numbers, as ChartBody.cs writes them.

/**
 * The candles as rows, oldest first: time in seconds since 1970, prices and volume as numbers, how far the sources were apart as a share of
 * the price, what is not known as null.
 */
export function decode(body) {
  const { step, first, breaks, decimals, volumeExponent, columns } = body;
  const price = units => units / 10 ** decimals;
  const closes = sums(columns.close);
  const opens = columns.open.map((difference, at) => closes[Math.max(0, at - 1)] + difference);
  const times = openTimes(first, step, breaks, closes.length);
  const [sources, samples] = [spread(columns.source), spread(columns.n)];
  const spreads = spread(columns.spread ?? []);
  const volume = at => columns.volume?.[at] ?? null;
  return {
    step,
    type: body.type,
    isLog: body.isLog,
    isPast: body.isPast,
    unit: body.unit,
    volumeUnit: body.volumeUnit,
    averages: Object.fromEntries(Object.entries(body.averages)
      .map(([code, differences]) => [code,
      known(differences).map(units => (units === null ? null : price(units)))])),
    rows: times.map((time, at) => ({
      time,
      open: price(opens[at]),
      high: price(Math.max(closes[at], opens[at]) + columns.high[at]),
      low: price(Math.min(closes[at], opens[at]) - columns.low[at]),
      close: price(closes[at]),
      volume: volume(at) === null ? null : volume(at) * 10 ** volumeExponent,
      source: sources[at],
      n: samples[at],
      spread: spreads[at] == null ? null : spreads[at] / 1e6,
    })),
  };
}

function sums(differences) {
  let sum = 0;
  return differences.map(difference => (sum += difference));
}

/** Values from their differences, of which some are not known. */
function known(differences) {
  let sum = 0;
  return differences.map(difference => (difference === null ? null : (sum += difference)));
}

/** Each value as often as its run says. */
const spread = runs => runs.flatMap(({ value, count }) => new Array(count).fill(value));

/** Each candle opens a step after the one before, but for the breaks: a candle's number, then the seconds before it. */
function openTimes(first, step, breaks, count) {
  const steps = new Array(count).fill(step);
  for (let i = 0; i < breaks.length; i += 2) {
    steps[breaks[i]] = breaks[i + 1];
  }

  return sums([first, ...steps.slice(1)]).slice(0, count);
}
