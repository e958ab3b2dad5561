import type { Filter } from '$lib/api/types';
import { FIELDS, type Conditions, type Field } from '$lib/address/filter';
import { periodParts } from '$lib/address/period';
import { locale, t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';

/** A period in the reader's words. */
export function periodName(period: string): string {
  const parts = periodParts(period);
  switch (parts.kind) {
    case 'all_time':
      return t('period-all-time');
    case 'calendar':
      return t(`period-${parts.name}`);
    case 'days':
      return t('period-last-days', { days: parts.days });
    case 'span':
      return t('period-span', {
        first: locale.format.fullDate(parts.first),
        last: locale.format.fullDate(parts.last),
      });
  }
}

/** A condition in the reader's words. */
export function conditionName(field: Field, value: string): string {
  switch (field) {
    case 'period':
      return periodName(value);
    case 'unit':
      return session.unitName(value);
    case 'channel':
      return session.channelName(value);
    case 'touchpoint':
      return session.touchpointName(value);
    case 'stage':
      return t(`stage-${value}`);
    case 'department':
      return session.departmentName(value);
    case 'experience':
      return t('filter-experience-is', { experience: t(`experience-${value}`) });
    case 'delivery':
      return t(`delivery-${value}`);
    case 'score':
      return t(`score-${value}`);
  }
}

/** The conditions that all of a filter's rows meet, as a sentence: "Last 90 days · Moscow · app". */
export function filterSentence(filter: Filter): string {
  const conditions = gathered(filter);
  return FIELDS.flatMap((field) => {
    const value = conditions[field];
    return value ? [conditionName(field, value)] : [];
  }).join(' · ');
}

function gathered(filter: Filter): Conditions {
  if ('all' in filter) return Object.assign({}, ...filter.all.map(gathered)) as Conditions;
  // A page can show one condition of each field; what more a question can say has no place in its address.
  return FIELDS.some((field) => field in filter) ? (filter as Conditions) : {};
}
