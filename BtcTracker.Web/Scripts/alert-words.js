// The words of the alerts in each language.
import { isSpanish } from './words.js';

const say = (inEnglish, inSpanish) => (isSpanish() ? inSpanish : inEnglish);
const side = kind => ({ above: say('above', 'por encima de'), below: say('below', 'por debajo de') })[kind];

export const line = (kind, price) => `${side(kind)} ${price}`;
export const above = () => side('above');
export const below = () => side('below');
export const whenPrice = () => say('When the price goes', 'Cuando el precio pase');
export const amount = () => say('Amount in US dollars', 'Cantidad en dólares estadounidenses');
export const setAlert = () => say('Set alert', 'Poner alerta');
export const alertsSet = () => say('Alerts that are set', 'Alertas puestas');
export const tone = () => say('Sound a tone too', 'Que suene también un tono');
export const remove = () => say('Remove', 'Quitar');
export const theAlert = words => say(` the alert ${words}`, ` la alerta ${words}`);
export const isKnown = words => say(`There is an alert ${words} already.`, `Ya hay una alerta ${words}.`);
export const tooMany = most => say(
  `There are ${most} alerts, the most there can be. Remove one first.`,
  `Hay ${most} alertas, el máximo. Quita una antes.`,
);
export const isSet = words => say(`Alert set: ${words}.`, `Alerta puesta: ${words}.`);
export const isBeyond = kind => say(
  ` The price is ${kind} it already; the alert comes when the price returns and crosses it again.`,
  ` El precio ya está ${kind === 'above' ? 'por encima' : 'por debajo'}; la alerta llega cuando el precio vuelva y la cruce otra vez.`,
);
export const isMoved = words => say(`Alert moved: ${words}.`, `Alerta movida: ${words}.`);
export const grip = () => say(
  'Alert in the chart: arrow keys or dragging move it',
  'Alerta en el gráfico: las flechas o arrastrarla la mueven',
);
export const isRemoved = words => say(`Alert removed: ${words}.`, `Alerta quitada: ${words}.`);
export const bitcoinIs = words => say(`Bitcoin is ${words}`, `Bitcoin está ${words}`);
export const priceAt = (price, time) => say(`: ${price} at ${time}.`, `: ${price} el ${time}.`);
export const blocked = () => say(
  'Notifications are blocked for this site, so alerts are shown only here and in the title of this page.',
  'Las notificaciones de este sitio están bloqueadas, así que las alertas se muestran solo aquí y en el título de esta página.',
);
export const noNotifications = () => say(
  'This browser shows no notifications, so alerts are shown only here and in the title of this page.',
  'Este navegador no muestra notificaciones, así que las alertas se muestran solo aquí y en el título de esta página.',
);
export const whileOpen = () => say(
  'Alerts work while this page is open, and are kept in this browser only.',
  'Las alertas funcionan mientras esta página está abierta, y se guardan solo en este navegador.',
);
export const dropped = () => say(
  'Alerts that this browser kept could not be read and were dropped. Set them again.',
  'Las alertas que guardaba este navegador no se pudieron leer y se descartaron. Ponlas de nuevo.',
);
export const notKept = () => say(
  'This browser does not keep alerts: they end with this page.',
  'Este navegador no guarda alertas: terminan con esta página.',
);
export const amountMissing = () => say('Enter an amount, such as 100000.', 'Escribe una cantidad, como 100000.');
export const amountNegative = text => say(
  `The amount '${text}' is negative. Enter one above 0.`,
  `La cantidad '${text}' es negativa. Escribe una mayor que 0.`,
);
export const amountDigits = text => say(
  `The digits of '${text}' are not known here. Use 0 to 9.`,
  `Las cifras de '${text}' no se conocen aquí. Usa las del 0 al 9.`,
);
export const amountExponent = text => say(
  `The amount '${text}' has an exponent. Write it out in digits, such as 100000.`,
  `La cantidad '${text}' tiene un exponente. Escríbela con todas sus cifras, como 100000.`,
);
export const amountNone = text => say(
  `'${text}' is not an amount. Write digits, a point before decimals, and commas only before three digits: 100,000.50.`,
  `'${text}' no es una cantidad. Escribe cifras, una coma antes de los decimales y puntos solo antes de tres cifras: 100.000,50.`,
);
export const amountTooLarge = () => say(
  'The amount is too large. Enter one of at most 1,000,000,000,000.',
  'La cantidad es demasiado grande. Escribe una de 1.000.000.000.000 como máximo.',
);
export const amountZero = () => say('The amount is 0. Enter one above 0.', 'La cantidad es 0. Escribe una mayor que 0.');
