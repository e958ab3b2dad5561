// Pains in words, and as a table.
import type { PainRow, PainsAnswer } from '$lib/api/journeys';
import type { Estimate } from '$lib/api/types';
import { questionOf } from '$lib/address/people';
import type { TableTwin } from '$lib/chart/table';
import { rangeText, shownValue, told } from '$lib/figure/figures';
import { locale, t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';
import { nodeName, painKindName } from '../names';

/** "Picking up: waits of 10 min or longer · Arbat". */
export function painName(row: PainRow, waitSeconds: number): string {
  const what = t('pain-where', { where: nodeName(row), what: painKindName(row.kind, waitSeconds) });
  return row.unit === null ? what : `${what} · ${session.unitName(row.unit)}`;
}

/** The finding: what certainly costs most, or that nothing certainly costs anything. */
export function painsSentence({ rows }: PainsAnswer, waitSeconds: number): string {
  const first = rows[0];
  if (!first) return t('pains-none');
  const what = painName(first, waitSeconds);
  if (first.verdict !== 'at_risk') return t('pains-say-unclear', { what, n: first.affected.people });
  return t('pains-say', { what, range: rangeText(first.money) });
}

/** What can be said of the money. */
export function moneyTold({ money, verdict }: PainRow, minimum: number): string {
  const parts = told(money);
  if (!parts) return t(`pain-money-${verdict}`, { n: money.people, minimum, value: '', range: '' });
  return t(`pain-money-${verdict}`, { n: money.people, minimum, value: parts.value, range: rangeText(money) });
}

/** What became of those whom it affected, beside the others. */
export function sequelTold(row: PainRow, days: number): string {
  const [affected, others] = [told(row.followed_with), told(row.followed_without)];
  if (!affected || !others) return '';
  return t(`pain-sequel-${row.sequel}`, {
    days,
    affected: affected.value,
    affected_range: rangeText(row.followed_with),
    others: others.value,
  });
}

/** With how many it was compared, and what was left out. */
export function comparedTold({ comparable, immature, uncompared }: PainRow): string {
  const [journeys, early, unlike] = [comparable, immature, uncompared].map(({ value }) => value ?? 0);
  return [
    ...(journeys ? [t('pain-compared', { n: journeys, people: comparable.people })] : []),
    ...(early ? [t('pain-early', { n: early })] : []),
    ...(unlike ? [t('pain-unlike', { n: unlike })] : []),
  ].join(' ');
}

/** All pains as a table. */
export function painsTable({ rows, minimum_people: minimum }: PainsAnswer, waitSeconds: number): TableTwin {
  const text = (key: string) => ({ name: t(key), number: false });
  const number = (key: string) => ({ name: t(key), number: true });
  const end = (estimate: Estimate, value: number | null) => (value === null ? '—' : shownValue({ ...estimate, value }));
  return {
    columns: [
      text('pain-column-pain'),
      number('column-people'),
      number('pain-column-share'),
      number('pain-column-with'),
      number('pain-column-without'),
      number('pain-column-money'),
      number('column-low'),
      number('column-high'),
      text('pain-column-verdict'),
      number('pain-column-comparable'),
    ],
    rows: rows.map((row) => {
      const { affected, share, followed_with: followed, followed_without: others, money, comparable } = row;
      const [name, verdict] = [painName(row, waitSeconds), moneyTold(row, minimum)];
      return {
        cells: [
          name,
          locale.format.number(affected.people),
          ...[share, followed, others, money].map((estimate) => shownValue(estimate)),
          end(money, money.low),
          end(money, money.high),
          verdict,
          locale.format.number(comparable.value ?? 0),
        ],
        raw: [
          name,
          affected.people,
          ...[share, followed, others, money].map(({ value }) => value),
          money.low,
          money.high,
          verdict,
          comparable.value,
        ],
        people: questionOf(row.people),
      };
    }),
  };
}
