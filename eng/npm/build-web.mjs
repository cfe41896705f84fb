// Makes BtcTracker.Web/wwwroot/dist: the bundled scripts and the style sheet with the design tokens that it uses.
import { build } from 'esbuild';
import { webDarkTheme, webLightTheme } from '@fluentui/tokens';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const web = path.join(root, 'BtcTracker.Web');
const dist = path.join(web, 'wwwroot', 'dist');

/** The custom properties of one theme, only those that are used. */
const declarations = (names, theme) => names.map(name => `--${name}:${theme[name]};`).join('');

/** Fluent's tokens as custom properties: the light theme, and what the dark one changes. */
async function tokens(styleSheet) {
  const css = await readFile(styleSheet, 'utf8');
  const used = [...new Set([...css.matchAll(/var\(--(\w+)\)/g)].map(match => match[1]))].filter(name => name in webLightTheme).sort();
  const changed = used.filter(name => webDarkTheme[name] !== webLightTheme[name]);
  return `:root{${declarations(used, webLightTheme)}}@media screen and (prefers-color-scheme:dark){:root{${declarations(changed, webDarkTheme)}}}`;
}

const tokensOfStyleSheet = {
  name: 'fluent-tokens',
  setup: ({ onLoad }) => onLoad({ filter: /site\.css$/ }, async ({ path: file }) => ({
    contents: await tokens(file) + await readFile(file, 'utf8'),
    loader: 'css',
  })),
};

const licences = [
  ['lightweight-charts', 'LICENSE'],
  ['@fluentui/tokens', 'LICENSE'],
];

await mkdir(dist, { recursive: true });
await build({
  entryPoints: ['Scripts/live.js', 'Scripts/chart.js', 'Scripts/embed.js', 'Scripts/stream-worker.js', 'Styles/site.css'].map(file => path.join(web, file)),
  entryNames: '[name]',
  outdir: dist,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  conditions: ['production'],
  legalComments: 'eof',
  plugins: [tokensOfStyleSheet],
  logLevel: 'warning',
});
await Promise.all(licences.map(([name, file]) =>
  copyFile(path.join(root, 'node_modules', name, file), path.join(dist, `${name.replace('@', '').replace('/', '-')}.LICENSE.txt`))));
