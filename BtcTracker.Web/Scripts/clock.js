// The server's time: a viewer's clock may be wrong, and must not make a price look older or younger than it is.

let offset = 0;

/** The server's time now, in milliseconds since 1970. */
export const now = () => Date.now() + offset;

/** Sets the time by one that the server has just told, in milliseconds since 1970. */
export function set(serverTime) {
  offset = serverTime - Date.now();
}

/** Sets the time by a response that has just come. */
export function learn(response) {
  const date = Date.parse(response.headers.get('Date') ?? '');
  if (!Number.isNaN(date)) {
    set(date);
  }
}
