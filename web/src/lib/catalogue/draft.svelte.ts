import { Attempt } from '$lib/api/attempt.svelte';
import { api } from '$lib/api/client';
import type { Catalogue, CataloguePreview, CatalogueShown, EventKind, Placement } from '$lib/api/types';
import { type Breadth, placeOf, withPlace } from './rules';

const PAUSE_MS = 300;

/** The catalogue as its reader is changing it: kept apart until it is saved, its effect counted meanwhile. */
export class Draft {
  kept = $state.raw<CatalogueShown>();
  catalogue = $state.raw<Catalogue>();
  preview = $state.raw<CataloguePreview | null>(null);
  savedVersion = $state<number | null>(null);
  saving = $state(false);
  readonly attempt = new Attempt();
  changed = $derived(JSON.stringify(this.catalogue) !== JSON.stringify(this.kept?.catalogue));

  constructor() {
    $effect(() => {
      const { catalogue, changed } = this;
      if (!catalogue || !changed) return;
      const controller = new AbortController();
      const timer = setTimeout(() => void this.#tryOut(catalogue, controller.signal), PAUSE_MS);
      return () => {
        clearTimeout(timer);
        controller.abort();
      };
    });
    void this.open();
  }

  /** Takes the server's current version in place of the draft. */
  open = async (): Promise<void> => {
    await this.attempt.do(async () => this.#take(await api.catalogue()));
  };

  /** Goes on with another catalogue, such as one with a rule more or an old version. */
  change(catalogue: Catalogue): void {
    this.catalogue = catalogue;
    this.savedVersion = null;
    this.attempt.problem = null;
  }

  place(kind: EventKind, placement: Placement, breadth: Breadth): void {
    if (this.catalogue) this.change(withPlace(this.catalogue, kind, placement, breadth));
  }

  placeOf(kind: EventKind): Placement | null {
    return this.catalogue ? placeOf(this.catalogue, kind) : null;
  }

  discard = (): void => {
    if (this.kept) this.#take(this.kept);
  };

  /** Keeps the draft as the current version; says whether the server did. */
  save = async (): Promise<boolean> => {
    const { catalogue, kept } = this;
    if (!catalogue || !kept) return false;
    this.saving = true;
    const saved = await this.attempt.do(async () => {
      this.#take(await api.saveCatalogue(kept.version, catalogue));
      this.savedVersion = this.kept?.version ?? null;
    });
    this.saving = false;
    return saved;
  };

  #take(kept: CatalogueShown): void {
    this.kept = kept;
    this.catalogue = kept.catalogue;
    this.preview = null;
    this.savedVersion = null;
  }

  async #tryOut(catalogue: Catalogue, signal: AbortSignal): Promise<void> {
    await this.attempt.do(async () => {
      const preview = await api.previewCatalogue(catalogue, signal);
      if (!signal.aborted) this.preview = preview;
    }, signal);
  }
}
