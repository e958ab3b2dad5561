// Maps that people draw and write; apart from the other addresses, since few pages keep them.
import { request } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type MapListed = Schemas['MapListed'];
export type MapPurpose = Schemas['MapPurpose'];
export type MapLane = Schemas['MapLane'];
export type NotePlace = Schemas['NotePlace'];
export type MapNote = Schemas['NoteShown'];
export type MapDrawing = Required<Omit<Schemas['MapDrawing'], 'window_seconds'>> &
  Pick<Schemas['MapDrawing'], 'window_seconds'>;
export type MapShown = Omit<Schemas['MapShown'], 'drawing'> & { drawing: MapDrawing };
export type NewMap = Omit<Schemas['NewMap'], 'drawing'> & { drawing: MapDrawing };
export type MapDraft = Omit<Schemas['MapDraft'], 'drawing'> & { drawing: MapDrawing };

const path = (id: string, note?: number) =>
  `/maps/${encodeURIComponent(id)}${note === undefined ? '' : `/notes/${note}`}`;

export const maps = {
  all: (signal?: AbortSignal) => request<MapListed[]>('GET', '/maps', { signal }),
  one: (id: string, signal?: AbortSignal) => request<MapShown>('GET', path(id), { signal }),
  add: (map: NewMap) => request<MapShown>('POST', '/maps', { body: map }),
  change: (id: string, draft: MapDraft) => request<MapShown>('PUT', path(id), { body: draft }),
  remove: (id: string) => request<undefined>('DELETE', path(id)),
  pin: (id: string, place: NotePlace, text: string) =>
    request<MapShown>('POST', `${path(id)}/notes`, { body: { place, text } }),
  rewrite: (id: string, note: number, text: string) => request<MapShown>('PUT', path(id, note), { body: { text } }),
  takeOff: (id: string, note: number) => request<MapShown>('DELETE', path(id, note)),
};
