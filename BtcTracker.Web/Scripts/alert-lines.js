// The lines that a reader has set: how they are written, kept in this browser, and crossed by the price.
import { price as priceText } from './format.js';
import * as words from './alert-words.js';
import { at } from './site.js';
import { isSpanish } from './words.js';

export const mostLines = 10;

// How far a price must go back, before the same line raises an alert again.
const ownMargin = 0.001;
const largest = 1e12;
const sides = ['above', 'below'];

/** What this browser keeps them under; another site at the same host has its own. */
export const storageKey = `alerts ${at('')}`;

/** An amount as a person writes it, by the rule of Formatting/WrittenAmount.cs: the number, or its problem and what to do. */
export function readAmount(text) {
  const written = text.trim();
  const plain = isSpanish() ? written.replace(/[.,]/g, sign => (sign === '.' ? ',' : '.')) : written;
  const number = Number(plain.replaceAll(',', ''));
  const problem = written === '' ? words.amountMissing()
    : /^[-\u2212]/.test(written) ? words.amountNegative(written)
    : /(?![0-9])\p{Nd}/u.test(written) ? words.amountDigits(written)
    : /^[0-9.,]+e[+-]?[0-9]+$/i.test(plain) ? words.amountExponent(written)
    : !/^([0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+)(\.[0-9]+)?$|^\.[0-9]+$/.test(plain) ? words.amountNone(written)
    : number > largest ? words.amountTooLarge()
    : number <= 0 ? words.amountZero()
    : null;
  return problem ? { problem } : { price: number };
}

/** A line in words. */
export const wordsOf = ({ side, price }) => words.line(side, priceText(price));

const isLine = line => sides.includes(line?.side) && Number.isFinite(line.price) && line.price > 0 && line.price <= largest;

/** What is kept; what cannot be read is dropped, and said to be. */
export function readStored(text) {
  const empty = { lines: [], hasTone: false };
  try {
    const stored = text === null ? empty : JSON.parse(text);
    const lines = stored.lines.filter(isLine).slice(0, mostLines)
      .map(({ side, price, isSpent }) => ({ side, price, isSpent: isSpent === true }));
    return { lines, hasTone: stored.hasTone === true, isDropped: lines.length < stored.lines.length };
  } catch {
    return { ...empty, isDropped: true };
  }
}

/** The lines that a price crosses, coming from another. A line that was crossed is spent until the price is back beyond a margin. */
export function crossings(lines, before, now, margin = ownMargin) {
  return lines.filter(line => {
    const isAbove = line.side === 'above';
    const isBeyond = price => (isAbove ? price > line.price : price < line.price);
    const isBack = isAbove ? now < line.price * (1 - margin) : now > line.price * (1 + margin);
    const isCrossed = !line.isSpent && !isBeyond(before) && isBeyond(now);
    line.isSpent = isCrossed || (line.isSpent && !isBack);
    return isCrossed;
  });
}
