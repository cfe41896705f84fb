// Numbers and times as the server writes them in the page's language (Formatting/Numbers.cs, Times.cs and Language.cs): browsers differ
// in Spanish.
import { isSpanish } from './words.js';

const UNKNOWN = '–';

const NO_BREAK = '\u00a0';

/** A number as written in English, in the page's language. */
export const localized = text => (isSpanish() ? text.replace(/[.,]/g, sign => (sign === '.' ? ',' : '.')) : text);

/** A number with so many decimals. */
export const digits = (number, decimals) =>
  localized(number.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));

function priceDecimals(price) {
  return price >= 1 || price <= 0 ? 2 : Math.min(12, 3 - Math.floor(Math.log10(price)));
}

/** A price: two decimals, below 1 four significant digits. */
export const price = amount => (isSpanish() ? `USD${NO_BREAK}` : '$') + digits(amount, priceDecimals(amount));

const scales = () => (isSpanish()
  ? [[1e12, 'billones de'], [1e9, 'mil millones de'], [1e6, 'millones de']]
  : [[1e12, 'trillion'], [1e9, 'billion'], [1e6, 'million']]);

/** A large amount of an asset: 19.96 million BTC. */
export function amount(number, asset) {
  const [size, name] = scales().find(([least]) => number >= least) ?? [1, ''];
  return [digits(number / size, 2), name, asset].filter(part => part).join(' ');
}

/** How many satoshis a dollar buys: whole ones from 100 on. */
export function satoshisPerDollar(price) {
  const satoshis = 1e8 / price;
  return price > 0 ? digits(satoshis, satoshis >= 100 ? 0 : priceDecimals(satoshis)) : UNKNOWN;
}

/** An amount of satoshis that a dollar buys: two decimals as a price has, from 10,000 on whole ones. */
export const satoshis = amount => `${digits(amount, amount >= 10000 ? 0 : priceDecimals(amount))} sat`;

/**
 * A price in a unit of the chart's (Formatting/PriceUnit.cs), or an amount of it as a price again: `sat` is 100,000,000 ÷ price, all else
 * dollars.
 */
export const inUnit = (unit, amount) => (unit === 'sat' ? 1e8 / amount : amount);

/** An amount of a unit of the chart's. */
export const written = (unit, amount) => (unit === 'sat' ? satoshis : price)(amount);

/** A change of the price in percent as one of a unit. */
export const changeIn = (unit, change) => (unit === 'sat' && change > -100 ? -change / (100 + change) * 100 : change);

/** From a million on in millions, as the axis is narrow. */
const short = (value, write) => (value >= 1e6 ? `${write(value / 1e6, 1e6)}${isSpanish() ? ' M' : 'M'}` : write(value, 1));

/** A price at the axis. */
export const axisPrice = value => short(value, number => digits(number, number >= 100 ? 0 : number >= 1 ? 2 : 4));

/** The labels of an axis, with the decimals that distinguish them; where they are of different sizes, each with its own. */
export function axisPrices(values) {
  if (Math.max(...values) > 20 * Math.min(...values)) {
    return values.map(value => short(value, number => localized(number.toLocaleString('en-US', { maximumSignificantDigits: 6 }))));
  }

  const step = values.length > 1 ? Math.min(...values.slice(1).map((value, i) => Math.abs(value - values[i]))) : 1;
  return values.map(value => short(value, (number, size) => digits(number, decimalsOf(step / size))));
}

/** The decimals that a step of the axis needs. */
function decimalsOf(step) {
  let decimals = 0;
  while (decimals < 12 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 0.001) {
    decimals++;
  }

  return decimals;
}

/** The direction of a change as shown. */
export function direction(percent) {
  if (percent === null || percent === undefined) {
    return 'unknown';
  }

  const shown = Number(Math.abs(percent).toFixed(2));
  return shown === 0 ? 'flat' : percent > 0 ? 'up' : 'down';
}

/** A change in so few letters that it fits into a tab. */
export function tabPercent(value) {
  const multiple = value / 100 + 1;
  if (!(value > 10000)) {
    return percent(value, 1);
  }

  const [thousand, million] = isSpanish() ? [' mil', ' M'] : ['K', 'M'];
  return `×${multiple >= 1e6 ? digits(multiple / 1e6, 1) + million :
    multiple >= 1e3 ? digits(multiple / 1e3, 0) + thousand : digits(multiple, 0)}`;
}

/** A difference of prices with its sign. */
export function difference(sum) {
  const sign = { up: '+', down: '\u2212', flat: '' }[direction(sum)];
  return `${sign}${price(Math.abs(sum))}`;
}

/** A change in percent with its sign. */
export function percent(value, decimals = 2) {
  const sign = { up: '+', down: '\u2212', flat: '', unknown: null }[direction(value)];
  return sign === null
    ? UNKNOWN
    : `${sign}${digits(Math.abs(value), Math.abs(value) < 10000 ? decimals : 0)}${isSpanish() ? NO_BREAK : ''}%`;
}

/** How many times something is something else. */
export const multiple = value => digits(value, 2);

const months = () => (isSpanish()
  ? 'ene feb mar abr may jun jul ago sep oct nov dic'
  : 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec').split(' ');
const two = number => String(number).padStart(2, '0');

/**
 * Whether times are those of the reader's own zone: in a page they are, unless its reader or its address wants UTC; days are UTC days
 * always.
 */
export const isLocal = () => globalThis.document !== undefined && document.documentElement.dataset.tz !== 'utc';

const minutesAhead = date => (isLocal() ? -date.getTimezoneOffset() : 0);

/** A time of the zone that is shown, moved so that its UTC parts are those of a clock there. */
export const inZone = date => new Date(date.getTime() + minutesAhead(date) * 60000);

/** The zone that is shown at a time: UTC, UTC−6, UTC+5:30. */
export function zone(date) {
  const ahead = minutesAhead(date);
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
  return `UTC${ahead === 0 ? '' : ahead < 0 ? '\u2212' : '+'}${ahead === 0 ? '' : hours}${minutes ? `:${two(minutes)}` : ''}`;
}

/** The names of the months, as times are written with them. */
export const monthNames = () => months();

/** A day: 6 Oct 2025. */
export const day = date => `${date.getUTCDate()} ${month(date)} ${date.getUTCFullYear()}`;

/** A month of the year: Oct. */
export const month = date => months()[date.getUTCMonth()];

/** A day of the year: 6 Oct. */
export const dayOfMonth = date => `${date.getUTCDate()} ${month(date)}`;

const utcClock = date => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;

/** A time of the day: 23:40. */
export const clock = date => utcClock(inZone(date));

/** A minute: 20 Nov 2026, 23:40 UTC. */
export const minute = date => `${day(inZone(date))}, ${clock(date)} ${zone(date)}`;

/** A second: 20 Nov 2026, 23:40:10 UTC. */
export const second = date => minute(date).replace(/ UTC.*/, zoneName => `:${two(date.getUTCSeconds())}${zoneName}`);

/** How long it is until something: in 12 s, in 4 min 48 s, in 5 h 59 min. */
export function until(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 0) {
    return isSpanish() ? 'en cualquier momento' : 'due now';
  }

  const into = isSpanish() ? 'en' : 'in';
  if (seconds < 60) {
    return `${into} ${seconds} s`;
  }

  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${into} ${minutes} min ${seconds % 60} s` : `${into} ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
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

  return seconds < 172800 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} ${isSpanish() ? 'días' : 'days'}`;
}
