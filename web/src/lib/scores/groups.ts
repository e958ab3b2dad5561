import type { MetricKind, ScoreGroup, ScoreRow } from '$lib/api/types';

/** The lowest mark of the middle and of the top group of each score, as the server counts them. */
const FROM: Record<MetricKind, { middle: number; top: number }> = {
  nps: { middle: 7, top: 9 },
  csat: { middle: 3, top: 4 },
  ces: { middle: 4, top: 5 },
};

export function groupOf(kind: MetricKind, mark: number): ScoreGroup {
  const { middle, top } = FROM[kind];
  return mark >= top ? 'top' : mark >= middle ? 'middle' : 'bottom';
}

export type MarkGroup = {
  group: ScoreGroup;
  n: number;
  share: number;
  marks: { value: number; n: number; share: number }[];
};

/** The marks of a distribution in their groups, lowest first; groups without a mark on the scale are left out. */
export function groupsOf(kind: MetricKind, distribution: ScoreRow['distribution']): MarkGroup[] {
  const all = distribution.reduce((sum, mark) => sum + mark.n, 0) || 1;
  return (['bottom', 'middle', 'top'] as const).flatMap((group) => {
    const marks = distribution.filter((mark) => groupOf(kind, mark.value) === group);
    if (marks.length === 0) return [];
    const n = marks.reduce((sum, mark) => sum + mark.n, 0);
    return [{ group, n, share: n / all, marks: marks.map((mark) => ({ ...mark, share: mark.n / all })) }];
  });
}
