// Requests to the server, each with a time limit: a reader sees a message within five seconds.
import { isOffline, noAnswer } from './words.js';

const timeLimit = 4500;

/** The server gave no usable response; a retry may succeed. */
class NoAnswer extends Error {
  /** Recognized by a field, because the page's and the chart's bundle each have a copy of this class. */
  isNoAnswer = true;

  /** Why, for the reader. */
  get reason() {
    return navigator.onLine ? noAnswer() : isOffline();
  }
}

/** Sends a request, and waits for the whole body up to the time limit. */
export async function ask(address, options = {}) {
  try {
    const response = await fetch(address, { ...options, signal: AbortSignal.timeout(timeLimit) });
    return { response, text: await response.text() };
  } catch (problem) {
    throw new NoAnswer(`${address} has not answered.`, { cause: problem });
  }
}

/** The error for a failed response: server errors are retried, and any other response explains its own problem. */
export function refused(response) {
  const Problem = response.status >= 500 || response.status === 429 ? NoAnswer : Error;
  return new Problem(`${response.url} answered ${response.status}.`);
}
