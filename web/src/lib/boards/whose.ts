// Whose a view or a board is, in words.
import type { Ownership } from '$lib/api/boards';
import { t } from '$lib/locale/locale.svelte';

export function whose({ own, owner, shared }: Ownership): string {
  if (own) return t(shared ? 'board-own-shared' : 'board-own');
  return owner ? t('board-of', { name: owner }) : t('board-of-nobody');
}
