import { page } from '$app/state';
import type { Filter } from '$lib/api/types';
import { session } from '$lib/session.svelte';
import { changed, type Conditions, conditionsOf, defaultPeriod, filterOf, shared } from './filter';

/** What the open page's address asks to see. */
class View {
  /** As text, so that what does not touch the filter (an open panel, another chart) asks nothing anew. */
  #text = $derived(JSON.stringify(this.#read()));

  get conditions(): Conditions & { period: string } {
    return JSON.parse(this.#text);
  }

  get filter(): Filter {
    return filterOf(this.conditions);
  }

  /** This page's address with some parameters changed or, by null, taken out. */
  href(values: Record<string, string | null>): string {
    return changed(page.url.searchParams, values);
  }

  /** Another page's address under the same filter, with some parameters changed. */
  elsewhere(path: string, values: Record<string, string | null> = {}): string {
    const search = new URLSearchParams(shared(page.url.searchParams));
    const text = changed(search, values);
    return text === '?' ? path : path + text;
  }

  parameter(name: string): string | null {
    return page.url.searchParams.get(name);
  }

  #read(): Conditions & { period: string } {
    const { last } = session.workspace.data;
    return { period: defaultPeriod(last, Date.now()), ...conditionsOf(page.url.searchParams) };
  }
}

export const view = new View();
