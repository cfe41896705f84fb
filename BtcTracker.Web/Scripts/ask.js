// Questions to the server, each with a time limit: a reader is answered in words before five seconds have passed.
import { isOffline, noAnswer } from './words.js';

const timeLimit = 4500;

/** The server gave no answer that can be used: it is worth asking again. */
class NoAnswer extends Error {
  /** Told by a field, as the page's script and the chart's each bring this class. */
  isNoAnswer = true;

  /** Why, for the reader. */
  get reason() {
    return navigator.onLine ? noAnswer() : isOffline();
  }
}

/** Asks, and waits for the whole body, as long as the time limit lets it. */
export async function ask(address, options = {}) {
  try {
    const response = await fetch(address, { ...options, signal: AbortSignal.timeout(timeLimit) });
    return { response, text: await response.text() };
  } catch (problem) {
    throw new NoAnswer(`${address} has not answered.`, { cause: problem });
  }
}

/** What is thrown for a response that is not as wanted: a server in trouble is asked again, and any other problem it explains itself. */
export function refused(response) {
  const Problem = response.status >= 500 || response.status === 429 ? NoAnswer : Error;
  return new Problem(`${response.url} answered ${response.status}.`);
}
