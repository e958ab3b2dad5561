import type { By, Hurt, Hurts } from '$lib/api/types';
import { questionOf } from '$lib/address/people';
import { slicesName } from '$lib/chart/slice';
import { numberColumn, textColumn, type TableTwin } from '$lib/chart/table';
import { lasting, rangeText, shownValue } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';

/** What hurts, where: "Wait 10 min or longer: picking up". */
export function hurtName(hurt: Hurt, longWaitSeconds: number): string {
  return t('hurt-where', { what: hurtKind(hurt, longWaitSeconds), where: slicesName(hurt.slice) });
}

function hurtKind({ kind, metric }: Hurt, longWaitSeconds: number): string {
  const named = metric === null ? '' : session.metricName(metric);
  return t(`hurt-${kind}`, { time: lasting(longWaitSeconds), metric: named });
}

/** The finding: what reaches most people, and whether it is sure to be the first. */
export function hurtsSentence({ rows }: Hurts, longWaitSeconds: number): string {
  const [first, second] = rows;
  if (!first) return t('hurts-none');
  const told = {
    what: hurtName(first, longWaitSeconds),
    value: shownValue(first.share),
    range: rangeText(first.share),
  };
  const apart = !second || (first.share.low ?? 0) > (second.share.high ?? 1);
  return t(apart ? 'hurts-say' : 'hurts-say-close', told);
}

/** The table of what hurts. */
export function hurtsTable({ rows }: Hurts, by: By, longWaitSeconds: number): TableTwin {
  const names = [t('column-hurt'), t(`column-slice-${by}`)];
  const numbers = ['column-affected', 'column-times', 'column-share', 'column-low', 'column-high'].map((key) => t(key));
  return {
    columns: [...names.map(textColumn), ...numbers.map(numberColumn)],
    rows: rows.map((hurt) => {
      const { affected, events, share, slice } = hurt;
      const what = hurtKind(hurt, longWaitSeconds);
      const parts = [share.value, share.low, share.high];
      return {
        cells: [
          what,
          slicesName(slice),
          locale.format.number(affected.value ?? 0),
          locale.format.number(events),
          ...parts.map((value) => (value === null ? '—' : shownValue({ ...share, value }))),
        ],
        raw: [what, slicesName(slice), affected.value, events, ...parts],
        people: questionOf(hurt.people),
      };
    }),
  };
}
