// Bundle the script of the page into one file: node build.mjs OUT
// Beside it goes OUT.hash, by which the page's policy allows this script and no other.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Names of the packages of which something went into the bundle. */
function bundledPackages(metafile) {
  const [output] = Object.values(metafile.outputs);
  const names = Object.entries(output.inputs)
    .filter(([, input]) => input.bytesInOutput > 0)
    .map(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter(Boolean);
  return [...new Set(names)].sort();
}

/** Their licences, as these ask for: each text once, under the names of those that come under it. */
function collectNotices(packages) {
  const texts = new Map();
  for (const name of packages) {
    const folder = join('node_modules', name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`the package '${name}' has no licence file`);
    const text = readFileSync(join(folder, file), 'utf8');
    const holders = text.match(/^.*Copyright.*\d{4}.*$/gim) ?? [];
    const terms = holders.reduce((rest, line) => rest.replace(line, ''), text).replace(/\s+/g, ' ').trim();
    const entry = texts.get(terms) ?? { packages: [], holders: new Set() };
    entry.packages.push(name);
    for (const line of holders) entry.holders.add(line.trim());
    texts.set(terms, entry);
  }
  return [...texts]
    .map(([terms, { packages: names, holders }]) => `${names.join(', ')}\n${[...holders].join('\n')}\n${terms}`)
    .join('\n\n')
    .replace(/\*\//g, '* /');
}

const out = process.argv[2] ?? 'dist/page.js';
const result = await build({
  entryPoints: ['src/main.ts'],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2020',
  charset: 'ascii',
  legalComments: 'none',
  metafile: true,
  write: false,
  logLevel: 'warning',
});
const script = `/*\n${collectNotices(bundledPackages(result.metafile))}\n*/\n${result.outputFiles[0].text}`;
// Inside a script element these would change how the browser reads on.
if (/<\/script|<!--/i.test(script)) throw new Error('the bundle holds "</script" or "<!--"');
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, script);
writeFileSync(`${out}.hash`, `sha256-${createHash('sha256').update(script).digest('base64')}`);
