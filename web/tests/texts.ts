import type { Language } from '../src/lib/api/types.ts';
import { APART, textsApart } from '../src/lib/locale/apart.ts';
import en from '../src/lib/locale/en.ts';
import { locale } from '../src/lib/locale/locale.svelte.ts';
import ru from '../src/lib/locale/ru.ts';

export const texts: Record<Language, string[]> = {
  ru: [...ru, ...(await textsApart('ru', APART))],
  en: [...en, ...(await textsApart('en', APART))],
};

/** Makes a language the reader's, without loading it over the network. */
export function speak(language: Language, people: 'customer' | 'guest' = 'customer'): void {
  locale.take(language, texts[language]);
  locale.people = people;
  locale.zone = 'Europe/Moscow';
}

/** A text in which spaces that must not break are plain ones, easier to write in a test. */
export function spaced(text: string | null): string | null {
  return text?.replaceAll('\u00a0', ' ') ?? null;
}
