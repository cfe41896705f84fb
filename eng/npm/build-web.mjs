// Makes BtcTracker.Web/wwwroot/dist: the bundled scripts and the style sheet with the design tokens that it uses. The service worker is
// beside it.
import { build } from 'esbuild';
import { webDarkTheme, webLightTheme } from '@fluentui/tokens';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const web = path.join(root, 'BtcTracker.Web');
const dist = path.join(web, 'wwwroot', 'dist');

/**
 * A token of both themes: colours that differ follow the page's colour scheme; shadows, the only others that differ, are those of the
 * light theme.
 */
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
    onLoad({ filter: /(site|guide)\.css$/ }, async ({ path: file }) => ({
      contents: await tokens(file) + await readFile(file, 'utf8'), loader: 'css' }));
    // Fluent's components use nearly all of them, and without their script nothing else sets them.
    onLoad({ filter: /status\.css$/ }, async ({ path: file }) => ({
      contents: themes(Object.keys(webLightTheme)) + await readFile(file, 'utf8'), loader: 'css' }));
  },
};

const licences = [
  ['lightweight-charts', 'LICENSE'],
  ['@fluentui/tokens', 'LICENSE'],
  ['dejavu-fonts-ttf', 'LICENSE'],
];

await mkdir(dist, { recursive: true });
const common = { bundle: true, minify: true, target: 'es2022', conditions: ['production'], legalComments: 'eof', logLevel: 'warning' };
const bundles = await build({
  ...common,
  entryPoints: ['Scripts/live.js', 'Scripts/chart.js', 'Scripts/chart-band.js', 'Scripts/alerts.js', 'Scripts/embed.js', 'Scripts/me.js',
    'Scripts/stream-worker.js', 'Scripts/status.js', 'Styles/site.css', 'Styles/status.css',
    'Styles/guide.css'].map(file => path.join(web, file)),
  entryNames: '[name]',
  outdir: dist,
  format: 'esm',
  metafile: true,
  plugins: [tokensOfStyleSheet],
});

// Modules run after the first paint; this one must not.
const theme = await build({ ...common, entryPoints: [path.join(web, 'Scripts', 'theme.js')],
  outdir: dist, format: 'iife', metafile: true });

/** What changes with any script or style that the site serves. */
async function versionOf(files) {
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    hash.update(await readFile(file));
  }

  return hash.digest('hex').slice(0, 16);
}

// A service worker rules the folder that it is served from, so it is at the site's root; the browser knows a new version by its text.
await build({
  ...common,
  entryPoints: [path.join(web, 'Scripts', 'service-worker.js')],
  outdir: path.join(web, 'wwwroot'),
  format: 'iife',
  define: { VERSION: JSON.stringify(await versionOf([bundles, theme].flatMap(built => Object.keys(built.metafile.outputs)))) },
});
await Promise.all(licences.map(([name, file]) =>
  copyFile(path.join(root, 'node_modules', name, file), path.join(dist, `${name.replace('@', '').replace('/', '-')}.LICENSE.txt`))));
