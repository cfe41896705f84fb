// Numbers and times as the server writes them (Formatting/Numbers.cs and Times.cs).

const UNKNOWN = '–';

const digits = (number, decimals) =>
  number.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

function priceDecimals(price) {
  return price >= 1 || price <= 0 ? 2 : Math.min(12, 3 - Math.floor(Math.log10(price)));
}

/** A price: two decimals, below 1 four significant digits. */
export const price = amount => `$${digits(amount, priceDecimals(amount))}`;

/** The direction of a change as shown. */
export function direction(percent) {
  if (percent === null || percent === undefined) {
    return 'unknown';
  }

  const shown = Number(Math.abs(percent).toFixed(2));
  return shown === 0 ? 'flat' : percent > 0 ? 'up' : 'down';
}

/** A change in percent with its sign. */
export function percent(value) {
  const sign = { up: '+', down: '\u2212', flat: '', unknown: null }[direction(value)];
  return sign === null ? UNKNOWN : `${sign}${digits(Math.abs(value), Math.abs(value) < 10000 ? 2 : 0)}%`;
}

/** How many times something is something else. */
export const multiple = value => digits(value, 2);

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = number => String(number).padStart(2, '0');

/** A day: 6 Oct 2025. */
export const day = date => `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;

/** A minute: 20 Nov 2026, 23:40 UTC. */
export const minute = date => `${day(date)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;

/** A second: 20 Nov 2026, 23:40:10 UTC. */
export const second = date => minute(date).replace(' UTC', `:${two(date.getUTCSeconds())} UTC`);

/** How long it is until something: in 12 s, in 4 min 48 s, in 5 h 59 min. */
export function until(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 0) {
    return 'due now';
  }

  if (seconds < 60) {
    return `in ${seconds} s`;
  }

  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `in ${minutes} min ${seconds % 60} s` : `in ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An age in its largest unit. */
export function age(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }

  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }

  return seconds < 172800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} days`;
}
