// With what figures are compared, as the address holds it (`?compare=rest`, `?compare=channel:app`) and as a question does.
import type { By, Compare } from '$lib/api/types';

export const COMPARISONS = ['previous_period', 'same_period_last_year', 'rest'] as const;
export type CompareKind = (typeof COMPARISONS)[number];

/**
 * Reads a comparison; what cannot be understood counts as the first of those offered.
 *
 * Another slice can be compared with only while the rows are divided by what it is a slice of.
 */
export function compareOf(
  text: string | null,
  by: By | null,
  offered: readonly CompareKind[] = COMPARISONS,
): Compare | null {
  const kind = offered.find((candidate) => candidate === text);
  if (kind) return kind;
  const [, divided, value] = /^(\w+):(.*)$/.exec(text ?? '') ?? [];
  if (by !== null && divided === by && value !== undefined) return { slice: { [by]: value } };
  return offered[0] ?? null;
}

/** A comparison as the address holds it; the first of those offered goes without saying. */
export function compareText(compare: Compare): string | null {
  if (typeof compare === 'string') return compare === COMPARISONS[0] ? null : compare;
  if (!('slice' in compare)) return null;
  const [by, value] = Object.entries(compare.slice)[0] ?? [];
  return `${by}:${value}`;
}
