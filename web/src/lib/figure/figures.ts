// Figures in the reader's language: what the components show and the sentences say.
import { FluentNumber } from '@fluent/bundle';
import type { Change, Estimate } from '$lib/api/types';
import { locale, t } from '$lib/locale/locale.svelte';
import { type Units, type Written, written, writtenDifference } from './text';

/** The units as the reader's language shortens them. */
export function units(): Units {
  return {
    second: t('unit-second'),
    minute: t('unit-minute'),
    hour: t('unit-hour'),
    day: t('unit-day'),
    percent: '%',
    points: '',
  };
}

/** An estimate's parts as they are shown, or nothing when it cannot be given. */
export function shown(estimate: Estimate, short = false): Written | null {
  return written(estimate, locale.format, units(), short);
}

/** A number with its unit: 81 % in Russian, 81% in English. */
export function withUnit(text: string, unit: string): string {
  if (unit === '') return text;
  return unit === '%' && locale.language === 'en' ? `${text}%` : `${text}\u00a0${unit}`;
}

/** An estimate's value with its unit, or a dash. */
export function shownValue(estimate: Estimate, short = false): string {
  const parts = shown(estimate, short);
  return parts ? withUnit(parts.value, parts.unit) : '—';
}

/** A round number on a chart's axis. */
export function axisText(value: number, unit: Estimate['unit'], currency: string | null = null): string {
  switch (unit) {
    case 'share':
      return withUnit(locale.format.plain(value * 100), '%');
    case 'seconds': {
      const { text, unit: name } = locale.format.duration(value, units());
      return withUnit(text, name);
    }
    case 'money':
      return currency ? locale.format.money(value, currency, true) : locale.format.plain(value);
    default:
      return locale.format.plain(value);
  }
}

/** A length of time as one says it: 15 min, 3 h, 2 days. */
export function lasting(seconds: number): string {
  const { text, unit } = locale.format.roughly(seconds, units());
  return withUnit(text, unit);
}

/** An estimate for a sentence: value, low and high; a range names its unit once. */
export function told(estimate: Estimate): { value: string; low: string; high: string } | null {
  const parts = shown(estimate, true);
  if (!parts) return null;
  const low = parts.lowUnit === parts.highUnit ? parts.low : withUnit(parts.low, parts.lowUnit);
  return { value: withUnit(parts.value, parts.unit), low, high: withUnit(parts.high, parts.highUnit) };
}

/** Whether an interval has any width; a complete count has none. */
export function isRange(estimate: Estimate): boolean {
  return estimate.low !== null && estimate.high !== null && estimate.high > estimate.low;
}

/** "от 35 до 41", "подсчитано полностью", or "мало ответов: 7, нужно от 10". */
export function rangeText(estimate: Estimate, minimum = MINIMUM_PEOPLE): string {
  if (estimate.status === 'too_few') return t('figure-too-few', { n: estimate.people, minimum });
  if (estimate.status === 'not_identified') return t('figure-not-identified');
  if (!isRange(estimate)) return t('figure-counted');
  return t('figure-range', { ...told(estimate) });
}

/** People needed before a figure is given, unless the answer says otherwise. */
export const MINIMUM_PEOPLE = 10;

/** "NPS 38, от 35 до 41" for those who hear the page. */
export function spoken(name: string, estimate: Estimate): string {
  const parts = told(estimate);
  return parts
    ? t('figure-spoken', { name, value: parts.value, range: rangeText(estimate) })
    : `${name}: ${rangeText(estimate)}`;
}

export type Difference = { change: string; from: string; to: string };

/** The size of a change without its sign, and the ends of its interval, nearest to zero first. */
export function difference(change: Pick<Change, 'value' | 'low' | 'high'>, like: Estimate): Difference | null {
  const { value, low, high } = change;
  if (value === null) return null;
  const ends = [Math.abs(low ?? value), Math.abs(high ?? value)].sort((a, b) => a - b) as [number, number];
  const write = (size: number) =>
    writtenDifference(size, (high ?? value) - (low ?? value), like, locale.format, units());
  const named = (size: number) => {
    const { text, unit } = write(size);
    if (like.unit === 'points') return t('points', { n: numeric(text), text });
    return like.unit === 'share' ? t('percentage-points', { text }) : withUnit(text, unit);
  };
  const [from, to] = [write(ends[0]), write(ends[1])];
  const timed = like.unit === 'seconds';
  return {
    change: named(Math.abs(value)),
    from: from.unit === to.unit ? from.text : withUnit(from.text, from.unit),
    to: timed ? withUnit(to.text, to.unit) : to.text,
  };
}

const SMALLEST_TOLD = 0.0001;

/** A p value; those too small to matter as such. */
export function probability(value: number): string {
  return value < SMALLEST_TOLD ? `< ${locale.format.number(SMALLEST_TOLD, 4)}` : locale.format.number(value, 4);
}

/** A difference that stands in an estimate's place, with its sign: "+9", "−0,4", "+2 п. п.". */
export function signedDifference(estimate: Estimate): string {
  const { value, low, high } = estimate;
  if (value === null) return '—';
  const width = (high ?? value) - (low ?? value);
  const { text, unit } = writtenDifference(Math.abs(value), width, estimate, locale.format, units());
  const size = estimate.unit === 'share' ? t('percentage-points', { text }) : withUnit(text, unit);
  if (!/[1-9]/.test(text)) return size;
  return (value > 0 ? '+' : '\u2212') + size;
}

/** The rounded number as a reader sees it, for the choice of its plural: 1 пункт, but 1,0 пункта. */
function numeric(text: string): FluentNumber {
  const plain = text.replace(/[^\d.,]/g, '').replace(',', '.');
  return new FluentNumber(Number(plain), { minimumFractionDigits: plain.split('.')[1]?.length ?? 0 });
}

/** Which words a change of this measure takes: waits are longer, orders are more, scores are higher. */
export function manner(estimate: Estimate): 'score' | 'time' | 'number' {
  if (estimate.unit === 'seconds') return 'time';
  return estimate.unit === 'count' || estimate.unit === 'money' ? 'number' : 'score';
}

/** Whether a change is for the better, for the worse, or neither. */
export function tone(change: Change | null, better: 'higher' | 'lower'): 'good' | 'bad' | 'flat' {
  if (change?.verdict !== 'higher' && change?.verdict !== 'lower') return 'flat';
  return change.verdict === better ? 'good' : 'bad';
}

/** A change in words: "выше на 9 пунктов, от 5 до 13". */
export function changeText(change: Change, like: Estimate): string {
  if (change.verdict === 'no_clear_change') return t('change-none');
  const size = difference(change, like);
  if (change.verdict === 'too_few' || !size) return t('change-too-few');
  const exact = change.low === null || change.low === change.high;
  return t(`change-${exact ? 'exact' : manner(like)}-${change.verdict}`, size);
}
