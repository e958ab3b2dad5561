// Answers the API's addresses while pages are drawn without a server (`npm run dev` without OTKLIK_URL).
import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'vite';
import type {
  ChangeSplit,
  CustomerHit,
  FeedbackRow,
  Language,
  People,
  Scores,
  Slice,
  Timeline,
  TrendAnswer,
} from '../../src/lib/api/types.ts';
import { change, estimate, operationsRow, scoreRow } from './figures.ts';
import { catalogue, kinds, unitRows } from './company.ts';
import { expectationsOf, hurtsOf, responseOf } from './questions.ts';
import type { PeriodStep } from '../../src/lib/api/journeys.ts';
import { funnel, journeyMap, retention } from './journeys.ts';
import { marksOfMap, momentsOf, painsOf } from './pains.ts';
import { NOW, answered, byStage, byUnit, event, overview, scores, session, weeks } from './world.ts';

let signedIn = true;
const read = new Set<number>();
const keys = [
  {
    id: 'k1',
    name: 'Касса',
    scopes: ['send_events'],
    created_at: '2026-05-01T08:00:00Z',
    last_used_at: NOW,
    expires_at: null,
  },
];

const COMPLAINT = 'Стою третий, а кофе всё нет. Раньше успевала до электрички, теперь просто прохожу мимо.';

const people: CustomerHit[] = Array.from({ length: 64 }, (_, index) => ({
  customer: index + 1,
  label: `Гость ${index + 1}`,
  identifiers: [
    { kind: 'external', value: `g-${100 + index}` },
    { kind: 'phone', value: `+7 9•• ••• ${10 + index}` },
  ],
  last_event: NOW,
  events: 40 + index,
  home_unit: 'msk/lesnaya',
}));

type Asked = { url: URL; method: string; body: Record<string, unknown> };

const routes: [RegExp, (asked: Asked, found: string[]) => unknown][] = [
  [/^POST \/session$/, () => ((signedIn = true), session)],
  [/^DELETE \/session$/, () => void (signedIn = false)],
  [/^PATCH \/session$/, ({ body }) => ((session.user.language = body.language as Language), session)],
  [/^GET \/session$/, () => (signedIn ? session : null)],
  [/^GET \/setup$/, () => ({ done: true, demo: { email: 'demo@example.org', password: 'coffee every morning' } })],
  [/^GET \/maps$/, () => []],
  [/^POST \/questions\/overview$/, () => overview],
  [/^POST \/questions\/scores$/, ({ body }) => scoresOf(body)],
  [/^POST \/questions\/operations$/, ({ body }) => operationsOf(body)],
  [/^POST \/questions\/trend$/, ({ body }) => trendOf(body)],
  [/^POST \/questions\/hurts$/, ({ body }) => hurtsOf(body)],
  [/^POST \/questions\/expectations$/, ({ body }) => expectationsOf(body)],
  [/^POST \/questions\/response$/, ({ body }) => responseOf(body)],
  [/^POST \/questions\/funnel$/, ({ body }) => funnel((body.steps as unknown[]).length)],
  [/^POST \/questions\/retention$/, ({ body }) => retention((body.step as PeriodStep | undefined) ?? 'week')],
  [/^POST \/questions\/transitions$/, () => journeyMap()],
  [/^POST \/questions\/pains$/, () => painsOf()],
  [/^POST \/questions\/marks$/, () => marksOfMap()],
  [/^POST \/questions\/moments$/, () => momentsOf()],
  [/^GET \/people$/, ({ url }) => peopleOf(url)],
  [
    /^GET \/customers$/,
    ({ url }) =>
      paged(
        url,
        'customers',
        people.filter((hit) => JSON.stringify(hit).includes(url.searchParams.get('search') ?? '')),
      ),
  ],
  [/^GET \/customers\/([^/]+)\/timeline$/, ({ url }, [key]) => timelineOf(url, Number(key))],
  [/^GET \/feedback$/, ({ url }) => feedbackOf(url)],
  [
    /^POST \/feedback\/read$/,
    ({ body }) => void (body.positions as number[]).forEach((position) => read.add(position)),
  ],
  [/^GET \/catalogue$/, () => ({ version: 4, catalogue, conflicts: [], changed_at: NOW, author: 'Анна Иванова' })],
  [/^GET \/catalogue\/kinds$/, ({ url }) => kindsOf(url)],
  [/^GET \/catalogue\/(starters|versions)$/, (_, [list]) => (list === 'starters' ? [] : { versions: [], next: null })],
  [/^GET \/units$/, () => ({ as_of: NOW, time_zone: 'Europe/Moscow', units: unitRows, events_without_unit: 12 })],
  [/^GET \/keys$/, () => keys],
  [/^POST \/keys$/, ({ body }) => ({ id: 'k2', name: body.name, key: 'otk_invented' })],
];

function scoresOf(body: Record<string, unknown>): Scores {
  const by = (body.by as string[] | undefined)?.[0];
  const named: Record<string, Scores['rows']> = { week: weeks, unit: byUnit, stage: byStage };
  const others: Record<string, string[]> = {
    channel: ['app', 'counter', 'courier'],
    survey: ['after_visit'],
    month: ['2026-09', '2026-10', '2026-11'],
    delivery: ['in_time', 'late'],
  };
  const rows = by
    ? (named[by] ?? (others[by] ?? []).map((value, index) => scoreRow({ [by]: value }, 40 - index * 6, 300)))
    : [];
  const split = body.split_by ? { ...SPLIT, by: body.split_by as ChangeSplit['by'] } : null;
  return { ...scores, metric: String(body.metric), rows, split };
}

const SPLIT: ChangeSplit = {
  by: 'channel',
  parts: 3,
  total: change(9, 4),
  mix: change(1, 2),
  within: change(8, 4),
  reading: 'within',
};

function trendOf(body: Record<string, unknown>): TrendAnswer {
  const points = weeks.map(({ slice, estimate, unfinished, people }) => ({
    first_day: slice.week ?? '',
    estimate,
    unfinished,
    people,
  }));
  const step = (body.step as TrendAnswer['step'] | undefined) ?? 'week';
  return { as_of: NOW, step, series: [{ slice: {}, points }], names: {}, left_out: { rows: 0, reason: null } };
}

function operationsOf(body: Record<string, unknown>) {
  const by = (body.by as string[] | undefined)?.[0];
  const values: Record<string, string[]> = {
    unit: byUnit.map((row) => row.slice.unit ?? ''),
    month: ['2026-09', '2026-10', '2026-11'],
    hour: ['7', '8', '9', '10'],
  };
  return {
    as_of: NOW,
    total: operationsRow({}, 1),
    rows: by ? (values[by] ?? []).map((value, index) => operationsRow({ [by]: value } as Slice, 0.1 + index / 40)) : [],
    statuses: [
      { status: 'delivered', orders: 6800 },
      { status: 'canceled', orders: 120 },
    ],
    left_out: { rows: 0, reason: null },
  };
}

function kindsOf(url: URL) {
  const wanted = url.searchParams.get('search') ?? '';
  const found = kinds.filter((row) => JSON.stringify(row).includes(wanted));
  const shown = url.searchParams.get('unmapped') === 'true' ? found.filter((row) => !row.placement) : found;
  return {
    as_of: NOW,
    version: 4,
    coverage: { ...estimate('share', 0.97, 0, 2_013_448), method: 'count' },
    kinds_total: kinds.length,
    unmapped: 1,
    suggested: 1,
    ...paged(url, 'kinds', shown),
  };
}

function paged<T>(url: URL, name: string, all: T[]) {
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const size = 20;
  return {
    [name]: all.slice(from, from + size),
    next: from + size < all.length ? String(from + size) : null,
    total: all.length,
  };
}

function peopleOf(url: URL): People {
  const all = people.map(({ customer, label }, index) => ({
    customer: index === 3 ? null : customer,
    label,
    row: index % 3 === 0 ? answered(index, index * 7, 4, COMPLAINT) : event(index, index * 7),
  }));
  return { as_of: NOW, ...paged(url, 'people', all), rows_total: 812, anonymous_rows: 21 } as unknown as People;
}

function timelineOf(url: URL, customer: number): Timeline {
  const rows = Array.from({ length: 50 }, (_, index) =>
    index % 5 === 2 ? answered(index, index * 9, index % 4 === 2 ? 4 : 9, COMPLAINT) : event(index, index * 9),
  );
  return {
    as_of: NOW,
    customer: {
      customer,
      label: `Гость ${customer}`,
      identifiers: people[0]?.identifiers ?? [],
      first_event: '2025-06-01T08:00:00Z',
      last_event: NOW,
      events: 50,
      orders: 40,
      spent: [{ amount: '18000.00', currency: 'RUB' }],
      last_scores: [{ metric: 'nps', value: 4, time: NOW }],
    },
    ...paged(url, 'rows', rows),
    channels: ['app', 'counter'],
  } as unknown as Timeline;
}

function feedbackOf(url: URL) {
  const rows: FeedbackRow[] = Array.from({ length: 14 }, (_, index) => ({
    ...answered(500 + index, index * 5, index % 7, COMPLAINT),
    customer: index + 1,
    label: `Гость ${index + 1}`,
    metric: 'nps_visit',
    read: read.has(500 + index),
  }));
  return paged(url, 'rows', url.searchParams.get('unread') === 'true' ? rows.filter((row) => !row.read) : rows);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return parts.length === 0 ? {} : JSON.parse(Buffer.concat(parts).toString());
}

export function inventedServer(): Plugin {
  return {
    name: 'invented-server',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use('/api/v1', async (request, response) => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const asked = { url, method: request.method ?? 'GET', body: await bodyOf(request) };
        for (const [pattern, answer] of routes) {
          const found = pattern.exec(`${asked.method} ${url.pathname}`);
          if (!found) continue;
          const body = answer(asked, found.slice(1));
          response.statusCode = body === null ? 401 : body === undefined ? 204 : 200;
          response.setHeader('Content-Type', body === null ? 'application/problem+json' : 'application/json');
          response.end(
            body === undefined
              ? undefined
              : JSON.stringify(body ?? { title: 'Not signed in', status: 401, code: 'not_signed_in' }),
          );
          return;
        }
        response.statusCode = 404;
        response.end();
      });
    },
  };
}
