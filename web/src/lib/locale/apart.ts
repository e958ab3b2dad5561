// Texts that only some pages need, each file loaded with the first page that does.
import type { Language } from '$lib/api/types';

const files = Object.entries(
  import.meta.glob<string>(
    '$locales/{ru,en}/{audit,boards,catalogue,explore,imports,journeys,maps,pains,privacy,quality,settings,sql,today,units}.ftl',
    { query: '?raw', import: 'default' },
  ),
).map(([path, load]) => {
  const [language, file] = path.replace('.ftl', '').split('/').slice(-2);
  return { language, file: file ?? path, load };
});

/** The files' names. */
export const APART: readonly string[] = files.filter(({ language }) => language === 'en').map(({ file }) => file);

/** The texts of these files in a language. */
export function textsApart(language: Language, names: readonly string[]): Promise<string[]> {
  const asked = files.filter((one) => one.language === language && names.includes(one.file));
  return Promise.all(asked.map(({ load }) => load()));
}
