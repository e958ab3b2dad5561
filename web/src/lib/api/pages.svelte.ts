import { Asked } from './asked.svelte';
import { Attempt } from './attempt.svelte';

type Page = { next: string | null };

/** A list that comes in pages: the first by itself, the next ones when the reader wants more. */
export class Pages<P extends Page, Item> {
  readonly first: Asked<P>;
  /** The fetching of the next page. */
  readonly attempt = new Attempt();
  #further = $state.raw<{ after: P; pages: P[] }>();
  readonly #load: (cursor: string | null, signal?: AbortSignal) => Promise<P>;
  readonly #itemsOf: (page: P) => Item[];

  constructor(load: (cursor: string | null, signal?: AbortSignal) => Promise<P>, itemsOf: (page: P) => Item[]) {
    this.#load = load;
    this.#itemsOf = itemsOf;
    this.first = new Asked((signal) => load(null, signal));
  }

  get #pages(): P[] {
    const first = this.first.answer;
    if (!first) return [];
    return this.#further?.after === first ? [first, ...this.#further.pages] : [first];
  }

  get items(): Item[] {
    return this.#pages.flatMap(this.#itemsOf);
  }

  get next(): string | null {
    return this.#pages.at(-1)?.next ?? null;
  }

  /** Fetches the next page and puts it after the ones there are. */
  more = async (): Promise<void> => {
    const [first, ...others] = this.#pages;
    const cursor = this.next;
    if (!first || cursor === null || this.attempt.busy) return;
    await this.attempt.do(async () => {
      const page = await this.#load(cursor);
      if (this.first.answer === first) this.#further = { after: first, pages: [...others, page] };
    });
  };
}
