import { Attempt } from '$lib/api/attempt.svelte';
import { api, Problem } from '$lib/api/client';
import type { Draft, GuessAsked, ImportPreview, ImportShown } from '$lib/api/types';
import { t } from '$lib/locale/locale.svelte';

const LOOK_AGAIN_MS = 500;

const MOST_NAMES = 3;

/** The names of an import's files, as a title: of many files the first ones. */
export function namesOf(shown: ImportShown): string {
  const names = shown.files.map((file) => file.name);
  if (names.length === 0) return shown.id.slice(0, 8);
  if (names.length <= MOST_NAMES) return names.join(', ');
  const first = names.slice(0, MOST_NAMES - 1);
  return t('imports-more-files', { names: first.join(', '), n: names.length - first.length });
}

/** One import as the server has it, and what the reader does to it. */
export class ImportView {
  shown = $state.raw<ImportShown | null>(null);
  preview = $state.raw<ImportPreview | null>(null);
  readonly attempt = new Attempt();
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
    $effect(() => {
      void this.attempt.do(async () => {
        this.shown = await api.import(id);
        if (this.shown.draft === null && this.shown.files.length > 0) await this.#guess({});
        else await this.#look();
      });
    });
    $effect(() => {
      if (!this.isUnderWay) return;
      const timer = setInterval(() => void this.#follow(), LOOK_AGAIN_MS);
      return () => clearInterval(timer);
    });
  }

  get isUnderWay(): boolean {
    return this.shown?.stage === 'checking' || this.shown?.stage === 'running';
  }

  /** Whether it can be checked and run as it is. */
  get isReady(): boolean {
    const shown = this.shown;
    if (shown === null || shown.draft === null || shown.mapping_problem !== null) return false;
    return !shown.doubts.some((doubt) => doubt.must_be_settled);
  }

  received = (shown: ImportShown) => {
    this.shown = shown;
    void this.guess({});
  };

  guess = (known: GuessAsked) => this.attempt.do(() => this.#guess(known));

  map = (draft: Draft) =>
    this.attempt.do(async () => {
      this.shown = await api.mapImport(this.#id, draft);
      await this.#look();
    });

  check = () => this.attempt.do(async () => void (this.shown = await api.checkImport(this.#id)));
  run = () => this.attempt.do(async () => void (this.shown = await api.runImport(this.#id)));
  cancel = () => this.attempt.do(async () => void (this.shown = await api.cancelImport(this.#id)));

  async #guess(known: GuessAsked) {
    this.shown = await api.guessImport(this.#id, known);
    await this.#look();
  }

  /** Looks at the first events, where there is a mapping to look with. */
  async #look() {
    const shown = this.shown;
    const isOpen = shown !== null && shown.draft !== null && shown.mapping_problem === null;
    this.preview = isOpen && !this.isUnderWay ? await api.previewImport(this.#id) : null;
  }

  async #follow() {
    try {
      this.shown = await api.import(this.#id);
    } catch (error) {
      // A server that is not reached for a moment is asked again.
      if (!(error instanceof Problem)) throw error;
    }
  }
}
