// The server's time: a viewer's clock may be wrong, and must not make a price look older or younger than it is.

let offset = 0;
let known = false;

/** Whether the server's time is known; before that no age can be shown. */
export const isKnown = () => known;

/** The server's time now, in milliseconds since 1970. */
export const now = () => Date.now() + offset;

/** Sets the time, as another thread of this browser has learned it. */
export function set(time) {
  offset = time - Date.now();
  known = true;
}

/** Sets the time from a response that was just received; one from a shared cache has an Age header. */
export function learn(response) {
  const date = Date.parse(response.headers.get('Date') ?? '');
  if (!Number.isNaN(date)) {
    offset = date + Number(response.headers.get('Age') ?? 0) * 1000 - Date.now();
    known = true;
  }
}
