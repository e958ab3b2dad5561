// Prints, as JSON, the compressed bytes of JavaScript that each route loads at once: the start, its layouts, the page, and what they import.
// Run in the web folder after a build.
const { readFileSync } = require('node:fs');
const { brotliCompressSync } = require('node:zlib');

const client = '.svelte-kit/output/client/';
const manifest = JSON.parse(readFileSync(`${client}.vite/manifest.json`, 'utf8'));

function withImports(key, seen) {
  if (seen.has(key)) return;
  seen.add(key);
  for (const imported of manifest[key]?.imports ?? []) withImports(imported, seen);
}

function entry(pattern) {
  const key = Object.keys(manifest).find((name) => pattern.test(name));
  if (!key) throw new Error(`the build's manifest has no ${pattern}`);
  return key;
}

// SvelteKit lists for every route its page's node, its layouts' nodes and its error pages' nodes.
const app = readFileSync('.svelte-kit/generated/client-optimized/app.js', 'utf8');
const dictionary = app.match(/export const dictionary = (\{[\s\S]*?\});/);
if (!dictionary) throw new Error('the build has no table of routes');
const routes = JSON.parse(dictionary[1].replace(/,(\s*[}\]])/g, '$1'));

const bytes = {};
for (const [route, [page, layouts = []]] of Object.entries(routes)) {
  const seen = new Set();
  withImports(entry(/client\/entry\.js$/), seen);
  withImports(entry(/generated\/client-optimized\/app\.js$/), seen);
  for (const node of [0, 1, ...layouts, page < 0 ? ~page : page]) {
    withImports(entry(new RegExp(`/nodes/${node}\\.js$`)), seen);
  }
  const files = new Set([...seen].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')));
  bytes[route] = [...files].reduce((sum, file) => sum + brotliCompressSync(readFileSync(client + file)).length, 0);
}
console.log(JSON.stringify(bytes));
