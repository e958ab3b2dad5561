// The map that a page has open, and what its reader does to it.
import { Asked } from '$lib/api/asked.svelte';
import { Attempt } from '$lib/api/attempt.svelte';
import { Problem } from '$lib/api/client';
import { type MapDrawing, maps, type MapShown, type NotePlace } from '$lib/api/maps';

/** A change of one thing that is drawn, and what that thing says before it. */
export type Edit = { change: (drawing: MapDrawing) => MapDrawing; before: (drawing: MapDrawing) => unknown };

export class OpenMap {
  readonly asked: Asked<MapShown | null>;
  readonly attempt = new Attempt();
  #newer = $state.raw<MapShown | null>(null);

  constructor(id: () => string | null) {
    this.asked = new Asked(async (signal) => {
      const wanted = id();
      const found = wanted === null ? null : await maps.one(wanted, signal);
      this.#newer = null;
      return found;
    });
  }

  /** The map as it was last seen; nothing while none is open. */
  get map(): MapShown | null {
    const known = this.asked.answer ?? null;
    return known && this.#newer?.id === known.id ? this.#newer : known;
  }

  get editable(): boolean {
    return this.map?.ownership.editable ?? false;
  }

  /** Draws one thing; where somebody drew another thing meanwhile both stay, and the same thing is left to the reader. */
  draw({ change, before }: Edit): Promise<boolean> {
    return this.#do(async (map) => {
      try {
        return await this.#send(map, change);
      } catch (error) {
        if (!(error instanceof Problem) || error.details.code !== 'map_changed') throw error;
        const latest = await maps.one(map.id);
        if (JSON.stringify(before(latest.drawing)) !== JSON.stringify(before(map.drawing))) throw error;
        return this.#send(latest, change);
      }
    });
  }

  pin(place: NotePlace, text: string): Promise<boolean> {
    return this.#do((map) => maps.pin(map.id, place, text));
  }

  rewrite(note: number, text: string): Promise<boolean> {
    return this.#do((map) => maps.rewrite(map.id, note, text));
  }

  takeOff(note: number): Promise<boolean> {
    return this.#do((map) => maps.takeOff(map.id, note));
  }

  #send({ id, drawn, name, ownership, drawing }: MapShown, change: Edit['change']): Promise<MapShown> {
    return maps.change(id, { drawn, name, shared: ownership.shared, drawing: change(drawing) });
  }

  #do(work: (map: MapShown) => Promise<MapShown>): Promise<boolean> {
    return this.attempt.do(async () => {
      const { map } = this;
      if (map) this.#newer = await work(map);
    });
  }
}
