// Times as the server has written them, in UTC, become those of the reader's own zone. Days stay UTC days: candles are made of those.
import * as format from './format.js';
import { timesIn } from './words.js';

// A midnight is mostly where a UTC day begins.
const written = /(\d+) ([^\s\d]{3}) (\d{4}), (?!00:00 UTC)(\d\d):(\d\d)(?::(\d\d))? UTC(?![+\u2212])/g;

function inZone(text) {
  return text.replace(written, (whole, day, month, year, hour, minute, second) => {
    const at = format.monthNames().indexOf(month);
    return at < 0 ? whole : (second ? format.second : format.minute)(new Date(Date.UTC(year, at, day, hour, minute, second ?? 0)));
  });
}

/** Rewrites the times in a part of a page. */
export function showInZone(root) {
  if (!format.isLocal()) {
    return;
  }

  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { nodeValue } = texts.currentNode;
    const local = nodeValue.includes(' UTC') ? inZone(nodeValue) : nodeValue;
    if (local !== nodeValue) {
      texts.currentNode.nodeValue = local;
    }
  }

  for (const label of root.querySelectorAll('[data-at]')) {
    label.textContent = format.clock(new Date(label.dataset.at * 1000));
  }

  for (const drawing of root.querySelectorAll('.plot')) {
    drawing.setAttribute('aria-label', inZone(drawing.getAttribute('aria-label')));
  }

  const now = new Date();
  for (const place of root.querySelectorAll('[data-zone]')) {
    place.textContent = timesIn(`${Intl.DateTimeFormat().resolvedOptions().timeZone} (${format.zone(now)})`);
  }
}
