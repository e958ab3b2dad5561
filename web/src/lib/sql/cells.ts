// How a cell of an answer in SQL reads.
import type { SqlCell } from '$lib/api/sql';
import { locale, t } from '$lib/locale/locale.svelte';

const NUMBERS = ['integer', 'number', 'decimal'];
const DIGITS = 6;

/** Whether a column of this kind stands to the right. */
export function isNumber(kind: string): boolean {
  return NUMBERS.includes(kind);
}

/** Numbers that count or measure read as the reader's language has them; times and texts stand as they came. */
export function cellText(cell: SqlCell, kind: string): string {
  if (typeof cell === 'boolean') return t(cell ? 'sql-yes' : 'sql-no');
  if (typeof cell === 'number' && kind === 'number') {
    return cell.toLocaleString(locale.language, { maximumFractionDigits: DIGITS });
  }
  return String(cell ?? '');
}
