export type Cell = string | number | null;

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Writes a table that spreadsheets open as it is meant: with a byte order mark for their sake,
 * and texts that would run as formulas (OWASP, CSV injection) made plain by an apostrophe.
 */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return BYTE_ORDER_MARK + [header, ...rows].map((row) => `${row.map(escaped).join(',')}\r\n`).join('');
}

function escaped(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
