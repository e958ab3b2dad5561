// A question put together by clicking, as an address holds it and as the server is asked.
import type { By, Compare, Filter } from '$lib/api/types';
import { compareOf } from '$lib/address/compare';
import { divisionOf, divisionsOf } from '$lib/divisions/divisions';
import { t } from '$lib/locale/locale.svelte';
import { type Answer, ask, betterOf, questionOf, type Subject, subjectName, subjectOf, subjectText } from './subject';

export type Explored = { subject: Subject; by: By | null; and: By | null; compare: Compare | null };

/** What an address asks; what cannot be understood is the usual. */
export function exploredOf(search: URLSearchParams): Explored {
  const subject = subjectOf(search.get('ask'), search.get('show'));
  const question = questionOf(subject);
  const by = search.get('by') === 'none' ? null : divisionOf(question, search.get('by'));
  const and =
    by === null ? null : (divisionsOf(question).find((each) => each === search.get('and') && each !== by) ?? null);
  return { subject, by, and, compare: compareOf(search.get('compare'), and === null ? by : null) };
}

export type ExploredAnswer = Answer & {
  explored: Explored;
  by: By[];
  name: string;
  better: 'higher' | 'lower' | null;
};

/** Asks it of what a filter admits. */
export async function askExplored(explored: Explored, filter: Filter, signal: AbortSignal): Promise<ExploredAnswer> {
  const { subject, compare } = explored;
  const by = [explored.by, explored.and].filter((each) => each !== null);
  const asks = { explored, by, name: subjectName(subject), better: betterOf(subject) };
  return { ...(await ask(subject, { filter, by, compare }, signal)), ...asks };
}

/** "NPS by channel and hour": what is asked, as it is asked. */
export function exploredTitle(name: string, by: readonly By[]): string {
  const [first, second] = by.map((each) => t(`division-${each}`));
  if (first === undefined) return name;
  return second === undefined ? t('explore-title', { name, first }) : t('explore-title-two', { name, first, second });
}

/** The address that asks about a subject, divided so. */
export function exploreAddress(subject: Subject, by: By | null): string {
  const search = new URLSearchParams({ ask: subjectText(subject), by: by ?? 'none' });
  return `/explore?${search.toString().replaceAll('%3A', ':')}`;
}
