// The stream of all windows of this site in one browser: without it each would hold one of the six connections that a browser
// opens to a host over HTTP/1.1, and the seventh would be blocked.
import { Hub } from './hub.js';

const hub = new Hub();
addEventListener('connect', ({ ports: [port] }) => hub.connect(port));
