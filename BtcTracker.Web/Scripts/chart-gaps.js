// Where prices are missing between candles, as LinePath.cs of the server's drawing has it: no line is drawn over what is not known.

const gapFrom = 2;
const gapFromUsual = 3;
const mostInGap = 1000;

/**
 * For each row how many candles' lengths are empty before it; zero where that is no gap. A very long gap is shortened.
 */
export function gapsBefore(rows, step) {
  const distances = rows.slice(1).map(({ time }, at) => time - rows[at].time);
  const usual = distances.toSorted((one, other) => one - other)[Math.floor(distances.length / 2)] ?? 0;
  const gap = Math.max(gapFrom * step, gapFromUsual * usual);
  return [0, ...distances.map(distance => (distance > gap ? Math.min(mostInGap, Math.round(distance / step) - 1) : 0))];
}
