// Builds what the browser gets: one style sheet of components, one per theme, the fonts, and htmx.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
process.chdir(here);
const out = join(here, '../src/naober/shared/static/nlds');
const options = {
  bundle: true,
  minify: true,
  target: ['chrome109', 'safari15.6', 'firefox115'],
  loader: { '.woff2': 'file' },
  assetNames: 'fonts/[name]',
  entryNames: '[name]',
  outdir: out,
  logLevel: 'warning',
};

const json = async (path) => JSON.parse(await readFile(path, 'utf8'));
const used = (css) => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]);
const declared = (css) =>
  new Map([...css.matchAll(/(--[\w-]+)\s*:\s*([^;{}]+)[;}]/g)].map((m) => [m[1], m[2].trim()]));

// The tokens that our CSS and the adapter can reach, followed through their references.
function reachable(css, adapter, tokens) {
  const keep = new Set();
  const todo = [...used(css), ...used(adapter)];
  while (todo.length) {
    const token = todo.pop();
    if (keep.has(token) || !tokens.has(token)) continue;
    keep.add(token);
    todo.push(...used(tokens.get(token)));
  }
  return [...keep].sort();
}

// A municipality's own theme: its token package cut down to what we use, then our adapter.
async function buildForeignTheme(name, theme, css) {
  if (!existsSync(join('node_modules', theme.package))) {
    console.log(`${name}: ${theme.package} is not installed, skipped`);
    return;
  }
  const tokens = declared(await readFile(join('node_modules', theme.package, 'dist/theme.css'), 'utf8'));
  const adapter = await readFile(`themes/adapter-${name}.css`, 'utf8');
  const kept = reachable(css, adapter, tokens);
  const values = kept.map((token) => `${token}:${tokens.get(token)}`).join(';');
  const set = new Set([...tokens.keys(), ...declared(adapter).keys(), ...declared(css).keys()]);
  const open = [...new Set(used(css))].filter((t) => t.startsWith('--naober-') && !set.has(t));
  if (open.length) throw new Error(`theme ${name} leaves ${open.join(', ')} without a value`);
  await build({
    ...options,
    stdin: { contents: `.${theme.className}{${values}}\n${adapter}`, loader: 'css', resolveDir: '.' },
    outdir: undefined,
    outfile: join(out, `theme-${name}.css`),
  });
  console.log(`${name}: ${kept.length} of ${tokens.size} tokens kept`);
}

// The minified files carry no licences, so the licences of what we ship stand in one file.
async function writeLicences(shipped) {
  const byText = new Map();
  for (const name of shipped.sort()) {
    const folder = join('node_modules', name);
    const { version, license } = await json(join(folder, 'package.json'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? (await readFile(join(folder, file), 'utf8')).trim() : `Licence: ${license}`;
    byText.set(text, [...(byText.get(text) ?? []), `- ${name} ${version} (${license})`]);
  }
  const parts = [...byText].map(
    ([text, names]) => `## Licence of\n\n${names.join('\n')}\n\n\`\`\`text\n${text}\n\`\`\`\n`,
  );
  const head = '# Third-party packages in the style sheets and scripts\n\nWritten by `npm run build`.\n';
  await writeFile('THIRD_PARTY.md', `${head}\n${parts.join('\n')}`);
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await build({ ...options, entryPoints: ['naober.css', 'themes/theme-naober.css'] });
const css = await readFile(join(out, 'naober.css'), 'utf8');
const themes = await json('themes.json');
for (const [name, theme] of Object.entries(themes)) await buildForeignTheme(name, theme, css);
await copyFile('node_modules/htmx.org/dist/htmx.min.js', join(out, 'htmx.min.js'));

const notShipped = new Set(['axe-core', 'esbuild']);
const { devDependencies } = await json('package.json');
await writeLicences(Object.keys(devDependencies).filter((name) => !notShipped.has(name)));
