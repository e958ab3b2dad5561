import type { Deed, Filter } from '$lib/api/types';
import { conditionOf } from '$lib/address/condition';
import { choiceOf, type Field } from '$lib/address/filter';
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

/** One value of a field in the reader's words. */
export function conditionName(field: Field, value: string): string {
  const condition = conditionOf(field, value);
  return condition === null ? value : filterSentence(condition);
}

/** All of a field's condition in the reader's words: "app or chat", "all but app". */
export function choiceName(field: Field, text: string): string {
  const { not, values } = choiceOf(text);
  const name = values.map((value) => conditionName(field, value)).join(t('filter-or'));
  return not ? t('filter-not', { name }) : name;
}

/** A filter as a sentence: "Last 90 days · Moscow · app or chat". */
export function filterSentence(filter: Filter): string {
  if ('all' in filter) return joined(filter.all, ' · ');
  if ('any' in filter) return joined(filter.any, t('filter-or'));
  if ('not' in filter) return t('filter-not', { name: filterSentence(filter.not) });
  if ('period' in filter) return periodName(filter.period);
  if ('unit' in filter) return session.unitName(filter.unit);
  if ('channel' in filter) return session.channelName(filter.channel);
  if ('touchpoint' in filter) return session.touchpointName(filter.touchpoint);
  if ('stage' in filter) return t(`stage-${filter.stage}`);
  if ('department' in filter) return session.departmentName(filter.department);
  if ('experience' in filter) return t('filter-experience-is', { experience: t(`experience-${filter.experience}`) });
  if ('role' in filter) return t(`event-role-${filter.role}`);
  if ('event' in filter) return t('filter-event-is', { event: filter.event });
  if ('survey' in filter) return t('filter-survey-is', { survey: filter.survey });
  if ('score' in filter) return t(`score-${filter.score}`);
  if ('delivery' in filter) return t(`delivery-${filter.delivery}`);
  if ('answer' in filter) return answerName(filter.answer);
  return customerName(filter.customer);
}

type AnswerCondition = Extract<Filter, { answer: unknown }>['answer'];
type CustomerCondition = Extract<Filter, { customer: unknown }>['customer'];

function answerName({ metric, group, from, to }: AnswerCondition): string {
  const marks =
    from != null && to != null
      ? t('filter-mark-between', { from, to })
      : from != null
        ? t('filter-mark-from', { from })
        : to != null
          ? t('filter-mark-to', { to })
          : '';
  const parts = [metric ? session.metricName(metric) : '', group ? t(`score-${group}`) : '', marks];
  return parts.filter((part) => part !== '').join(', ');
}

function customerName(condition: CustomerCondition): string {
  if (condition === 'known') return t('filter-known-is');
  if ('home_unit' in condition) return t('filter-home-is', { unit: session.unitName(condition.home_unit) });
  if ('has' in condition) return t('filter-has-is', { identifier: t(`identifier-${condition.has}`) });
  if ('done' in condition) return t('filter-done-is', { deed: deedName(condition.done) });
  return t('filter-not-done-is', { deed: deedName(condition.not_done) });
}

function deedName({ event, at_least: times = 1, within }: Deed): string {
  return filterSentence(event) + t('filter-deed-times', { times }) + whenName(within ?? null);
}

function whenName(within: NonNullable<Deed['within']> | null): string {
  if (within === null) return '';
  if ('days_before' in within) return t('filter-deed-before', { days: within.days_before });
  if ('days_after' in within) return t('filter-deed-after', { days: within.days_after });
  return t('filter-deed-within', { period: periodName(within.period) });
}

function joined(filters: Filter[], between: string): string {
  return filters
    .map(filterSentence)
    .filter((part) => part !== '')
    .join(between);
}
