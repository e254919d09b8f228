// Bundle the script of the page into one file: node build.mjs OUT
// Beside it goes OUT.hash, by which the page's policy allows this script and no other.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const out = process.argv[2] ?? 'dist/page.js';
const result = await build({
  entryPoints: ['src/main.ts'],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2020',
  charset: 'ascii',
  legalComments: 'none',
  banner: { js: '/* Observable Plot and D3, (c) Observable, Inc. and Mike Bostock, ISC licence */' },
  write: false,
  logLevel: 'warning',
});
const script = result.outputFiles[0].text;
// Inside a script element these would change how the browser reads on.
if (/<\/script|<!--/i.test(script)) throw new Error('the bundle holds "</script" or "<!--"');
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, script);
writeFileSync(`${out}.hash`, `sha256-${createHash('sha256').update(script).digest('base64')}`);
