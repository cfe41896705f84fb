// The chart writes as its page does, with the functions of the page's script: they are there before it, and need not come twice.

/** Those functions (format.js). */
export let format = null;

/** Takes them from the page. */
export const writeWith = given => (format = given);
