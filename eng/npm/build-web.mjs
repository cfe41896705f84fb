// Makes BtcTracker.Web/wwwroot/dist: the bundled scripts and the style sheet with the design tokens that it uses.
import { build } from 'esbuild';
import { webDarkTheme, webLightTheme } from '@fluentui/tokens';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const web = path.join(root, 'BtcTracker.Web');
const dist = path.join(web, 'wwwroot', 'dist');

/** A token of both themes: colours that differ follow the page's colour scheme; shadows, the only others that differ, are those of the light theme. */
function valueOf(name) {
  const [light, dark] = [webLightTheme[name], webDarkTheme[name]];
  return light === dark || !/^(#|rgba?\(|[a-z]+$)/.test(light) ? light : `light-dark(${light},${dark})`;
}

/** Tokens as custom properties. */
const themes = names => `:root{${names.map(name => `--${name}:${valueOf(name)};`).join('')}}`;

/** The tokens that a style sheet uses. */
async function tokens(styleSheet) {
  const css = await readFile(styleSheet, 'utf8');
  return themes([...new Set([...css.matchAll(/var\(--(\w+)\)/g)].map(match => match[1]))].filter(name => name in webLightTheme).sort());
}

const tokensOfStyleSheet = {
  name: 'fluent-tokens',
  setup: ({ onLoad }) => {
    onLoad({ filter: /(site|guide)\.css$/ }, async ({ path: file }) => ({ contents: await tokens(file) + await readFile(file, 'utf8'), loader: 'css' }));
    // Fluent's components use nearly all of them, and without their script nothing else sets them.
    onLoad({ filter: /status\.css$/ }, async ({ path: file }) => ({ contents: themes(Object.keys(webLightTheme)) + await readFile(file, 'utf8'), loader: 'css' }));
  },
};

const licences = [
  ['lightweight-charts', 'LICENSE'],
  ['@fluentui/tokens', 'LICENSE'],
  ['dejavu-fonts-ttf', 'LICENSE'],
];

await mkdir(dist, { recursive: true });
const common = {
  outdir: dist,
  bundle: true,
  minify: true,
  target: 'es2022',
  conditions: ['production'],
  legalComments: 'eof',
  plugins: [tokensOfStyleSheet],
  logLevel: 'warning',
};

await build({
  ...common,
  entryPoints: ['Scripts/live.js', 'Scripts/chart.js', 'Scripts/embed.js', 'Scripts/stream-worker.js', 'Scripts/status.js', 'Styles/site.css', 'Styles/status.css', 'Styles/guide.css'].map(file => path.join(web, file)),
  entryNames: '[name]',
  format: 'esm',
});
// Modules run after the first paint; this one must not.
await build({ ...common, entryPoints: [path.join(web, 'Scripts', 'theme.js')], format: 'iife' });
await Promise.all(licences.map(([name, file]) =>
  copyFile(path.join(root, 'node_modules', name, file), path.join(dist, `${name.replace('@', '').replace('/', '-')}.LICENSE.txt`))));
