// Prints what the first page makes a browser load, as brotli, and fails when it is more than the budget.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BUDGET_BYTES = 100_000;
const build = new URL('../build', import.meta.url).pathname;

const scripts = readdirSync(join(build, '_app/immutable'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file) => join('_app/immutable', file));

/** The numbers of the overview's page and layouts, as the router knows them; 0 is the root's layout. */
function overviewNodes() {
  const router = readFileSync(new URL('../.svelte-kit/generated/client-optimized/app.js', import.meta.url), 'utf8');
  const entry = /"\/\(app\)": \[([\d,[\]]+)\]/.exec(router)?.[1] ?? '';
  return ['0', ...entry.split(/[[\],]+/).filter((number) => number !== '')];
}

/** Every script that the overview starts with, and those that they import at once. */
function firstPage() {
  const nodes = overviewNodes().map((number) => `nodes/${number}.`);
  const pending = scripts.filter(
    (file) => /entry\/(start|app)/.test(file) || nodes.some((node) => file.includes(node)),
  );
  /** @type {Set<string>} */
  const seen = new Set();
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const folder = file.slice(0, file.lastIndexOf('/'));
    for (const [, path] of readFileSync(join(build, file), 'utf8').matchAll(
      /(?:from|import)\s*["'](\.[^"']+\.js)["']/g,
    )) {
      pending.push(join(folder, path ?? ''));
    }
  }
  return [...seen];
}

const bytes = (/** @type {string} */ file) => statSync(join(build, `${file}.br`)).size;
const seen = firstPage();
// One language is loaded, whichever the reader has: the larger one counts.
const languages = scripts.filter(
  (file) => !seen.includes(file) && readFileSync(join(build, file), 'utf8').includes('lead-no-change'),
);
const language = Math.max(...languages.map(bytes));
const total = seen.reduce((sum, file) => sum + bytes(file), 0) + language;
process.stdout.write(
  `first page: ${(total / 1000).toFixed(1)} kB of JavaScript (brotli), texts ${(language / 1000).toFixed(1)} kB of it\n`,
);
if (total > BUDGET_BYTES) {
  process.stderr.write(`more than the budget of ${BUDGET_BYTES / 1000} kB\n`);
  process.exit(1);
}
