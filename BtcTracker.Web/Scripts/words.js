// The words of the scripts in each language; those of the page itself come from the server. What a script does not use is not in its
// bundle.

let spanish = globalThis.document?.documentElement.lang === 'es';

/** Speaks the language of a page: a worker has none of its own. */
export const speak = language => (spanish = language === 'es');

/** Whether the page is in Spanish. */
export const isSpanish = () => spanish;

const say = (inEnglish, inSpanish) => (spanish ? inSpanish : inEnglish);

export const ago = age => say(`${age} ago`, `hace ${age}`);
export const since = () => say(' since', ' desde entonces');
export const nextReading = () => say('next reading ', 'próxima lectura ');
export const timesIn = zone => say(
  `Times are in your time zone, ${zone}; days are UTC days.`,
  `Las horas son de tu zona horaria, ${zone}; los días son días UTC.`,
);
export const sourceName = name => (spanish ? name.replace(', keyless', ', sin clave')
  .replace('European Central Bank', 'Banco Central Europeo')
  .replace(/^replay:/, 'repetición:') : name);

export const soFar = () => say('so far', 'hasta ahora');

const states = () => say(['Stale', 'Offline', 'Unconfirmed'], ['Atrasado', 'Sin conexión', 'Sin confirmar']);

/** A state in a word; nothing while all is well. */
export const stateOf = kind => states()[{ stale: 0, error: 0, offline: 1, unconfirmed: 2 }[kind]];

export const interrupted = () => say('Live updates are interrupted', 'Los precios en vivo se han interrumpido');
export const triesToConnect = () => say(
  '; this page tries to connect again. What you see is the last price received.',
  '; esta página intenta conectarse de nuevo. Lo que ves es el último precio recibido.',
);
export const lastReceived = () => say('. This is the last price received.', '. Este es el último precio recibido.');
export const isPolling = () => say(
  'Live updates do not get through; this page asks for the latest price every 10 seconds instead.',
  'Los precios en vivo no llegan; esta página pregunta por el último precio cada 10 segundos.',
);
export const isStale = () => say('The latest price is older than it should be', 'El último precio es más viejo de lo que debería');
export const noNewer = () => say('; no newer one has come.', '; no ha llegado otro.');
export const triesAgain = () => say('; it tries again by itself.', '; lo intenta de nuevo sola.');
export const noAnswer = () => say('the server does not answer', 'el servidor no responde');
export const isOffline = () => say('this device is offline', 'este dispositivo está sin conexión');
export const chosenTime = () => say('The chosen time', 'El período elegido');
export const chartOf = range => say(`The chart of ${range}`, `El gráfico de ${range}`);
export const notLoaded = (what, reason, seen) => say(
  `${what} could not be loaded: ${reason}. You still see ${seen}; this page tries again by itself.`,
  `No se pudo cargar ${what}: ${reason}. Aún ves ${seen}; esta página lo intenta de nuevo sola.`);
export const aDrawing = () => say('a drawing', 'un dibujo');
export const offlinePage = (time, age) => say(
  `Offline: you see the page of ${time} ${age}`,
  `Sin conexión: ves la página del ${time} ${age}`,
);

export const chart = () => say('Price chart', 'Gráfico del precio');
export const chartHelp = () => say(
  'Price chart: arrow keys move through time, plus and minus zoom, 0 shows all, question mark lists the keys',
  'Gráfico del precio: las flechas se mueven por el tiempo, más y menos acercan y alejan, 0 muestra todo, '
    + 'el signo de interrogación lista las teclas',
);
export const noData = () => say('No data', 'Sin datos');
export const spoken = (time, close, open, high, low) => say(
  `${time}: ${close}, open ${open}, high ${high}, low ${low}`,
  `${time}: ${close}, apertura ${open}, máximo ${high}, mínimo ${low}`,
);
export const candle = (open, high, low, close) => say(
  `O ${open} H ${high} L ${low} C ${close}`,
  `A ${open} Máx ${high} Mín ${low} C ${close}`,
);
export const spread = percent => say(`sources ${percent} apart`, `fuentes con ${percent} de diferencia`);
export const volume = amount => say(`volume ${amount}`, `volumen ${amount}`);
export const alert = () => say('Alert', 'Alerta');
