import type { Text } from '$lib/api/types';

/** A name as it was typed: given in one language only, it is the same in the other. */
export function inBothLanguages(russian: string, english: string): Text {
  const [ru, en] = [russian.trim(), english.trim()];
  return { ru: ru || en, en: en || ru };
}
