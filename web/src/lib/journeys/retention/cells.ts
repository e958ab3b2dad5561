// The cells of a cohort map: how dark they are, what they are called, and the table of the same.
import type { CohortRow, PeriodStep, RetentionAnswer, ReturnRow } from '$lib/api/journeys';
import { questionOf } from '$lib/address/people';
import { numberColumn, textColumn, type TableTwin } from '$lib/chart/table';
import { rangeText, withUnit } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';
import { periodStart } from '../names';

/** The darkest cell lets a text on it be read in either scheme. */
const DARKEST_PERCENT = 45;

/** How much of the accent a cell has: the largest share of periods after the first makes the darkest. */
export function depth(share: number | null, largest: number): number {
  return share === null || largest <= 0 ? 0 : Math.round(Math.min(1, share / largest) * DARKEST_PERCENT);
}

/** The largest share of all cohorts. */
export function largestShare(cohorts: readonly CohortRow[]): number {
  return Math.max(0, ...cohorts.flatMap(({ returned }) => returned.map(({ share }) => share.value ?? 0)));
}

/** 12 %, a dash where too few began. */
export function shareText({ share }: Pick<ReturnRow, 'share'>): string {
  return share.value === null ? '—' : withUnit(locale.format.number(share.value * 100, 0), '%');
}

/** The distance that tells most of a lead: the latest one that enough cohorts have come to, not farther than this. */
const TELLING = { hour: 24, day: 7, week: 4, month: 3 } as const satisfies Record<PeriodStep, number>;

/** The mean that the lead tells. */
export function tellingMean(answer: RetentionAnswer): RetentionAnswer['means'][number] | null {
  const known = answer.means.filter(
    ({ distance, weighted }) => distance > 0 && distance <= TELLING[answer.step] && weighted.value !== null,
  );
  return known.at(-1) ?? null;
}

/** The table of all cells. */
export function retentionTable({ cohorts, step }: RetentionAnswer): TableTwin {
  return {
    columns: [
      textColumn(t('retention-column-cohort')),
      numberColumn(t('retention-column-returned')),
      numberColumn(t('retention-column-distance')),
      numberColumn(t('retention-column-size')),
      numberColumn(t('retention-column-share')),
      numberColumn(t('column-low')),
      numberColumn(t('column-high')),
      textColumn(t('retention-column-state')),
    ],
    rows: cohorts.flatMap((cohort) =>
      cohort.returned.map((cell) => {
        const { share, returned, distance } = cell;
        const name = periodStart(cohort.cohort, step);
        const state = cell.unfinished || cohort.unfinished ? t('retention-unfinished') : '';
        const [size, back] = [cohort.size.value ?? 0, returned.value ?? 0];
        const end = (value: number | null) =>
          value === null ? '—' : withUnit(locale.format.number(value * 100, 1), '%');
        return {
          cells: [
            name,
            locale.format.number(back),
            String(distance),
            locale.format.number(size),
            share.value === null ? rangeText(share) : end(share.value),
            end(share.low),
            end(share.high),
            state,
          ],
          raw: [name, back, distance, size, share.value, share.low, share.high, state],
          people: questionOf(cell.people),
        };
      }),
    ),
  };
}
