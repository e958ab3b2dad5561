import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { texts } from '../../../tests/texts';

const source = join(import.meta.dirname, '../..');
const keysOf = (language: 'ru' | 'en') =>
  texts[language].flatMap((text) => [...text.matchAll(/^([a-z][\w-]*) =/gm)].map(([, key]) => key));

test('both languages have the same texts, each once', () => {
  const [ru, en] = [keysOf('ru'), keysOf('en')];
  expect(ru).toEqual(en);
  expect(new Set(ru).size).toBe(ru.length);
});

test('every text that a page names by its key exists', () => {
  const known = new Set(keysOf('ru'));
  const named = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.(svelte|ts)$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(source, file), 'utf8').matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key),
    );
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((key) => key !== undefined && !known.has(key))).toEqual([]);
});
