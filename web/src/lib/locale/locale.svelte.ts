// The reader's language: texts from Fluent files, and numbers and dates in its manner.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { Language, Text } from '$lib/api/types';
import { textsApart } from './apart';
import { Format, typeset } from './format';

type Arguments = Record<string, FluentVariable>;

const STORED = 'otklik-language';
const files: Record<Language, () => Promise<{ default: string[] }>> = {
  ru: () => import('./ru'),
  en: () => import('./en'),
};

function preferred(): Language {
  try {
    const stored = localStorage.getItem(STORED);
    if (stored === 'ru' || stored === 'en') return stored;
  } catch {
    // Without storage the browser's languages decide.
  }
  return navigator.languages.find((tag) => /^(ru|en)\b/.test(tag))?.startsWith('en') ? 'en' : 'ru';
}

export class Locale {
  language = $state<Language>('ru');
  /** What the company calls its customers; texts choose their words by it. */
  people = $state<'customer' | 'guest'>('customer');
  zone = $state<string>();
  format = $derived(new Format(this.language, this.zone));
  #bundle = $state.raw<FluentBundle>();
  /** The files beyond the common ones whose texts are loaded. */
  #needed: readonly string[] = [];

  /** Loads the texts of a language and makes it the reader's; of none, the one preferred before. */
  async use(language: Language = preferred()): Promise<void> {
    if (this.#bundle !== undefined && this.language === language) return;
    const [common, apart] = await Promise.all([files[language](), textsApart(language, this.#needed)]);
    this.take(language, [...common.default, ...apart]);
    document.documentElement.lang = language;
    try {
      localStorage.setItem(STORED, language);
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  /** Loads the texts that a page needs beyond the common ones, by the names of their files. */
  async need(...names: string[]): Promise<void> {
    const missing = names.filter((name) => !this.#needed.includes(name));
    for (const text of await textsApart(this.language, missing)) this.#bundle?.addResource(new FluentResource(text));
    this.#needed = [...this.#needed, ...missing];
  }

  /** Makes a language of the text of its files. */
  take(language: Language, texts: string[]): void {
    const bundle = new FluentBundle(language, { useIsolating: false });
    for (const text of texts) bundle.addResource(new FluentResource(text));
    this.#bundle = bundle;
    this.language = language;
  }

  /** The text of a key in the reader's language. */
  t = (key: string, values: Arguments = {}): string => {
    const bundle = this.#bundle;
    if (!bundle) return key;
    const pattern = bundle.getMessage(key)?.value;
    if (!pattern) {
      reportError(new Error(`the page did not load the text “${key}”`));
      return key;
    }
    return typeset(bundle.formatPattern(pattern, { people: this.people, ...values }));
  };

  /** Whether there is a text of this key. */
  has = (key: string): boolean => this.#bundle?.hasMessage(key) ?? false;

  /** A name the company gave, in the reader's language. */
  name = (text: Text): string => text[this.language];
}

export const locale = new Locale();
export const t = locale.t;
