// The map as a reader asks for it, and as the address holds it: `?open=delivery&of=pause&gap=86400&nodes=20&edges=40&compare=before&beside=yes`.
import type {
  EventLogFormat,
  EventLogQuestion,
  JourneyOf,
  JourneysAsked,
  NodesAsked,
  TransitionsQuestion,
} from '$lib/api/journeys';
import type { Filter, Stage } from '$lib/api/types';
import { STAGES } from '$lib/address/values';

export const JOURNEYS_OF = ['pause', 'customer', 'order', 'session', 'ticket'] as const satisfies JourneyOf[];
export const USUAL_PAUSE_SECONDS = 86_400;
export const NODES = { usual: 16, least: 3, most: 40 } as const;
export const EDGES = { usual: 24, least: 4, most: 120 } as const;

export type MapCompare = 'before' | 'year' | { channel: string } | { unit: string };

export type MapChoice = {
  /** Stages whose touchpoints are told one by one; null tells all of them so. */
  open: Stage[] | null;
  of: JourneyOf;
  pauseSeconds: number;
  nodes: number;
  edges: number;
  metric: string | null;
  /** What it is compared with: a period before, a channel, or a unit. */
  compare: MapCompare | null;
  /** Whether the two are drawn beside each other instead of their difference. */
  beside: boolean;
};

/** Reads the map of an address; what cannot be understood is passed over. */
export function mapChoice(search: URLSearchParams): MapChoice {
  const open = search.get('open')?.split(',');
  const pause = Number(search.get('gap'));
  return {
    open: open ? STAGES.filter((stage) => open.includes(stage)) : null,
    of: JOURNEYS_OF.find((known) => known === search.get('of')) ?? 'pause',
    pauseSeconds: Number.isInteger(pause) && pause > 0 ? pause : USUAL_PAUSE_SECONDS,
    nodes: within(search.get('nodes'), NODES),
    edges: within(search.get('edges'), EDGES),
    metric: search.get('metric'),
    compare: mapCompare(search.get('compare') ?? ''),
    beside: search.get('beside') === 'yes',
  };
}

/** What the nodes of a choice are. */
export function nodesAsked({ open, nodes }: Pick<MapChoice, 'open' | 'nodes'>): NodesAsked {
  return open === null ? { by: 'touchpoint', most: nodes } : { by: 'stage', expand: open, most: nodes };
}

/** What one journey of a choice is. */
export function journeysAsked({ of, pauseSeconds }: Pick<MapChoice, 'of' | 'pauseSeconds'>): JourneysAsked {
  return { of, gap_seconds: pauseSeconds, collapse_repeats: true };
}

/** The question that the map asks. */
export function questionOfMap(choice: MapChoice, filter: Filter, metric: string | null): TransitionsQuestion {
  return {
    filter,
    nodes: nodesAsked(choice),
    journeys: journeysAsked(choice),
    most_edges: choice.edges,
    ...(metric && { metric }),
    ...(choice.compare && { compare: comparison(choice.compare) }),
  };
}

/** The same of what it is compared with, at the same touchpoints. */
export function questionOfOtherMap(choice: MapChoice, filter: Filter, metric: string | null): TransitionsQuestion {
  return { ...questionOfMap(choice, filter, metric), other_side: true };
}

export const EVENT_LOGS = [
  { name: 'XES', format: 'xes' },
  { name: 'OCEL (JSON)', format: 'ocel_json' },
  { name: 'OCEL (XML)', format: 'ocel_xml' },
] as const satisfies { name: string; format: EventLogFormat }[];

/** The address of the events that the map is drawn of, as a log with every one of them. */
export function eventLogAddress(format: EventLogFormat, choice: MapChoice, filter: Filter): string {
  const { by, expand = [] } = nodesAsked(choice);
  const question: EventLogQuestion = {
    filter,
    ...(by && { by }),
    expand,
    journeys: { ...journeysAsked(choice), collapse_repeats: false },
  };
  return `/api/v1/event-log?${new URLSearchParams({ format, question: JSON.stringify(question) })}`;
}

/** Reads what the map is compared with: `before`, `year`, `channel:app`, `unit:msk`. */
export function mapCompare(text: string): MapCompare | null {
  if (text === 'before' || text === 'year') return text;
  const [field, ...rest] = text.split(':');
  const value = rest.join(':');
  if (value === '') return null;
  if (field === 'channel') return { channel: value };
  return field === 'unit' ? { unit: value } : null;
}

/** The same as an address holds it. */
export function writtenCompare(compare: MapCompare | null): string {
  if (compare === null || typeof compare === 'string') return compare ?? '';
  return 'channel' in compare ? `channel:${compare.channel}` : `unit:${compare.unit}`;
}

function comparison(compare: MapCompare): NonNullable<TransitionsQuestion['compare']> {
  if (compare === 'before') return 'previous_period';
  return compare === 'year' ? 'same_period_last_year' : { filter: compare };
}

/** The `open` of an address after one stage was opened or closed; null where all are open. */
export function toggled(open: Stage[] | null, stage: Stage): string | null {
  const before = open ?? STAGES;
  const after = before.includes(stage) ? before.filter((known) => known !== stage) : [...before, stage];
  return STAGES.every((known) => after.includes(known)) ? null : after.join(',');
}

function within(text: string | null, { usual, least, most }: { usual: number; least: number; most: number }): number {
  const value = Number(text);
  return text !== null && Number.isInteger(value) ? Math.min(most, Math.max(least, value)) : usual;
}
