import type { By, PeopleQuestion } from '$lib/api/types';
import { sliceName } from '$lib/chart/slice';
import { filterSentence } from '$lib/filter/names';
import { lasting } from '$lib/figure/figures';
import { figureName } from '$lib/journeys/names';
import { t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';

/** A people's question in the reader's words: "NPS · Arbat · last 90 days". */
export function questionName({ metric, field, filter, slice, journey }: PeopleQuestion): string {
  if (journey) return figureName(journey);
  const subject = metric ? session.metricName(metric) : field ? fieldName(field) : t('nav-operations');
  const slices = (Object.keys(slice) as By[]).map((by) => sliceTitle(slice, by));
  return [subject, ...slices, filterSentence(filter)].filter((part) => part !== '').join(' · ');
}

function fieldName(field: string): string {
  const seconds = /^wait_from_(\d+)_seconds$/.exec(field)?.[1];
  return seconds ? t('field-long_wait', { time: lasting(Number(seconds)) }) : t(`field-${field}`);
}

function sliceTitle(slice: PeopleQuestion['slice'], by: By): string {
  const name = sliceName(slice, by);
  return by === 'week' ? t('trend-period-week', { date: name }) : name;
}
