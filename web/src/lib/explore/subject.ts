// What is asked about: a score, a figure of operations, or who answered; each gives the same rows.
import { api } from '$lib/api/client';
import type { By, Compare, FigureRow, Filter, LeftOut, OperationsField } from '$lib/api/types';
import type { Question } from '$lib/divisions/divisions';
import { locale, t } from '$lib/locale/locale.svelte';
import { BETTER, figureRows, GROUP_NAMES, GROUPS } from '$lib/operations/fields';
import { rateRows } from '$lib/response/rows';
import { session } from '$lib/session.svelte';

/** What of a score is shown. */
export const SHOWN = ['estimate', 'mean', 'top_share'] as const;
export type Shown = (typeof SHOWN)[number];

export type Subject =
  | { kind: 'score'; metric: string; shown: Shown }
  | { kind: 'operation'; field: OperationsField }
  | { kind: 'response' };

/** What the address asks about (`?ask=score:nps_visit&show=mean`); the first metric, or the orders where there is none. */
export function subjectOf(ask: string | null, show: string | null): Subject {
  const [kind, name] = ask?.split(':') ?? [];
  if (kind === 'response') return { kind };
  const field = GROUP_NAMES.flatMap((group): readonly OperationsField[] => GROUPS[group]).find((each) => each === name);
  if (kind === 'operation' && field) return { kind, field };
  const { metrics } = session.workspace;
  const metric = metrics.find(({ id }) => kind === 'score' && id === name) ?? metrics[0];
  if (!metric) return { kind: 'operation', field: 'orders' };
  const shown = SHOWN.find((each) => each === show && isShown(each, metric.kind)) ?? 'estimate';
  return { kind: 'score', metric: metric.id, shown };
}

/** Whether a part of a score says something that the score itself does not. */
export function isShown(shown: Shown, kind: 'nps' | 'csat' | 'ces'): boolean {
  if (shown === 'mean') return kind !== 'ces';
  return shown === 'estimate' || kind !== 'csat';
}

export function subjectText(subject: Subject): string {
  switch (subject.kind) {
    case 'score':
      return `score:${subject.metric}`;
    case 'operation':
      return `operation:${subject.field}`;
    case 'response':
      return 'response';
  }
}

export function subjectName(subject: Subject): string {
  switch (subject.kind) {
    case 'score': {
      const name = session.metricName(subject.metric);
      return subject.shown === 'estimate'
        ? name
        : t('explore-part', { name, part: shownName(subject.shown, subject.metric) });
    }
    case 'operation':
      return t(`field-${subject.field}`);
    case 'response':
      return t('response-rate');
  }
}

/** What a part of a score is called. */
export function shownName(shown: Shown, metric: string): string {
  const kind = session.metric(metric)?.kind ?? 'nps';
  if (shown === 'mean') return t('score-mean').toLocaleLowerCase(locale.language);
  return shown === 'estimate' ? t('explore-score') : t(`score-top-share-${kind}`).toLocaleLowerCase(locale.language);
}

/** Which question answers about it. */
export function questionOf({ kind }: Subject): Question {
  return kind === 'score' ? 'scores' : kind === 'operation' ? 'operations' : 'response';
}

export function betterOf(subject: Subject): 'higher' | 'lower' | null {
  return subject.kind === 'operation' ? (BETTER[subject.field] ?? null) : 'higher';
}

export type Answer = { as_of: string; total: FigureRow | null; rows: FigureRow[]; left_out: LeftOut | null };

/** Asks about it, divided and compared. */
export async function ask(
  subject: Subject,
  question: { filter: Filter; by: By[]; compare: Compare | null },
  signal: AbortSignal,
): Promise<Answer> {
  switch (subject.kind) {
    case 'score': {
      const { metric, shown } = subject;
      const { as_of, total, rows, left_out } = await api.scores({ metric, ...question }, signal);
      const part = (row: typeof total): FigureRow =>
        shown === 'estimate' ? row : { ...partOf(row), estimate: row[shown] };
      return { as_of, total: part(total), rows: rows.map(part), left_out };
    }
    case 'operation': {
      const { as_of, total, rows, left_out } = await api.operations(question, signal);
      const figures = figureRows(rows, subject.field);
      return { as_of, total: figureRows([total], subject.field)[0] ?? null, rows: figures, left_out };
    }
    case 'response': {
      const { as_of, total, rows } = await api.response(question, signal);
      return { as_of, total: rateRows([total])[0] ?? null, rows: rateRows(rows), left_out: null };
    }
  }
}

/** A row without what is said of the score only: its change, its limits and its target. */
function partOf({ slice, people, unfinished }: FigureRow): Omit<FigureRow, 'estimate'> {
  return { slice, people, ...(unfinished !== undefined && { unfinished }) };
}
