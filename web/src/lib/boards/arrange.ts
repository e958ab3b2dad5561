// Changing the arrangement of a board's panels.
import type { Panel } from '$lib/api/boards';

export const COLUMNS = 4;

/** The panels with one of them at another place; beyond the ends it stays at the end. */
export function moved(panels: readonly Panel[], from: number, to: number): Panel[] {
  const place = Math.max(0, Math.min(panels.length - 1, to));
  const rest = panels.filter((_, at) => at !== from);
  const panel = panels[from];
  return panel ? [...rest.slice(0, place), panel, ...rest.slice(place)] : [...panels];
}

/** The panels with one of them so many columns wide. */
export function widened(panels: readonly Panel[], at: number, columns: number): Panel[] {
  const width = Math.max(1, Math.min(COLUMNS, columns));
  return panels.map((panel, place) => (place === at ? { ...panel, columns: width } : panel));
}

/** How many columns a panel takes that is dragged to this width. */
export function columnsOf(width: number, board: number): number {
  return Math.max(1, Math.min(COLUMNS, Math.round((width / board) * COLUMNS)));
}
