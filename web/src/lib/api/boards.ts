// Views and boards; apart from the other addresses, since few pages keep them.
import { request } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type SavedView = Schemas['ViewShown'];
export type BoardListed = Schemas['BoardListed'];
export type BoardShown = Schemas['BoardShown'];
export type Board = Required<Schemas['Board']>;
export type Panel = Schemas['Panel'];
export type PanelShow = Schemas['PanelShow'];
export type Ownership = Schemas['Ownership'];
export type ViewKept = Schemas['ViewKept'];
export type BoardDraft = Omit<Schemas['BoardDraft'], 'board'> & { board: Board };

const path = (area: 'views' | 'boards', id: string) => `/${area}/${encodeURIComponent(id)}`;

export const boards = {
  views: (signal?: AbortSignal) => request<SavedView[]>('GET', '/views', { signal }),
  keepView: (view: ViewKept) => request<SavedView>('POST', '/views', { body: view }),
  changeView: (id: string, view: ViewKept) => request<SavedView>('PUT', path('views', id), { body: view }),
  removeView: (id: string) => request<undefined>('DELETE', path('views', id)),

  all: (signal?: AbortSignal) => request<BoardListed[]>('GET', '/boards', { signal }),
  one: (id: string, signal?: AbortSignal) => request<BoardShown>('GET', path('boards', id), { signal }),
  add: (board: Schemas['NewBoard']) => request<BoardShown>('POST', '/boards', { body: board }),
  change: (id: string, draft: BoardDraft) => request<BoardShown>('PUT', path('boards', id), { body: draft }),
  remove: (id: string) => request<undefined>('DELETE', path('boards', id)),
  pin: (id: string, panel: Panel) => request<BoardShown>('POST', `${path('boards', id)}/panels`, { body: panel }),
};
