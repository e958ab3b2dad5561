// What journeys consist of, in the reader's words.
import type {
  FunnelQuestion,
  JourneyFigure,
  JourneyNode,
  PainKind,
  PeriodStep,
  TransitionFigure,
} from '$lib/api/journeys';
import type { Filter } from '$lib/api/types';
import { lasting } from '$lib/figure/figures';
import { filterSentence } from '$lib/filter/names';
import { USUAL_LONG_WAIT_SECONDS } from '$lib/hurts/waits';
import { locale, t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';
import { COMPLAINT_DAYS } from './durations';
import { type ChosenEvent, chosenEvent } from './event';

/** An event that was chosen, as the reader knows it. */
export function eventName({ field, value }: ChosenEvent): string {
  switch (field) {
    case 'touchpoint':
      return session.touchpointName(value);
    case 'role':
      return t(`event-role-${value}`);
    case 'stage':
      return t('event-of-stage', { stage: t(`stage-${value}`) });
    case 'channel':
      return t('event-of-channel', { channel: session.channelName(value) });
    case 'event':
      return value;
  }
}

/** The event that a question's condition stands for. */
export function filterName(filter: Filter): string {
  const event = chosenEvent(filter);
  return event ? eventName(event) : filterSentence(filter) || t('event-any');
}

/** A node of the map as the company calls it. */
export function nodeName({ node, other, name, stage }: JourneyNode): string {
  if (other) return t('journey-other');
  if (name) return locale.name(name);
  return stage === node ? t(`stage-${stage}`) : session.channelName(node);
}

/** A period by its beginning: 4 мая 2026, май 2026, 4 мая 2026, 13:00. */
export function periodStart(begin: string, step: PeriodStep): string {
  if (step === 'month') return locale.format.month(begin.slice(0, 7));
  const day = locale.format.fullDate(begin.slice(0, 10));
  return step === 'hour' ? `${day}, ${begin.slice(11, 16)}` : day;
}

/** A funnel's way: "меню в приложении → заказ или чек → заказ получен". */
export function wayName(question: Pick<FunnelQuestion, 'steps'>): string {
  return question.steps.map(({ event }) => filterName(event)).join(' → ');
}

/** A figure of journeys whose people are shown, with what its question is about. */
export function figureName(journey: JourneyFigure): string {
  const parts = partsOf(journey);
  return parts.filter((part) => part !== '').join(' · ');
}

function partsOf(journey: JourneyFigure): string[] {
  if ('funnel' in journey) {
    const { question, figure } = journey.funnel;
    const step = question.steps[figure.step ?? 0];
    const what = t(`funnel-people-${figure.part}`, { step: step ? filterName(step.event) : '' });
    return [what, wayName(question), about(question.filter)];
  }
  if ('retention' in journey) {
    const { question, figure } = journey.retention;
    const step = question.step ?? 'week';
    const began = t('retention-people-began', {
      event: filterName(question.start),
      date: periodStart(figure.cohort, step),
    });
    const back =
      figure.distance == null
        ? ''
        : t('retention-people-back', { n: figure.distance, step, event: filterName(question.back) });
    return [began, back];
  }
  if ('transitions' in journey) {
    const { question, figure } = journey.transitions;
    return [transitionName(figure), about(question.filter)];
  }
  if ('paths' in journey) {
    const { question, figure } = journey.paths;
    const here = touched(figure.node);
    const what =
      figure.to == null ? t(`path-people-${figure.part}`, { node: here }) : `${here} → ${touched(figure.to)}`;
    return [what, t('path-people-about', { node: touched(question.node) }), about(question.filter)];
  }
  if ('variants' in journey) {
    const { question, figure } = journey.variants;
    return [figure.way.map(touched).join(' → '), about(question.filter)];
  }
  if ('conformance' in journey) {
    const { question, figure } = journey.conformance;
    const plan = question.steps.map(({ at }) => at.map(touched).join(' / ')).join(' → ');
    return [conformanceName(question, figure), plan, about(question.filter)];
  }
  if ('marks' in journey) {
    const { question, figure } = journey.marks;
    const told = { node: touched(figure.touchpoint), days: question.complaint_days ?? COMPLAINT_DAYS };
    return [t(`map-people-${figure.part}`, told), about(question.filter)];
  }
  if ('moments' in journey) {
    const { question, figure } = journey.moments;
    return [touched(figure.touchpoint), about(question.filter)];
  }
  if ('pains' in journey) {
    const { question, figure } = journey.pains;
    const what = painKindName(figure.kind, question.long_wait_seconds ?? USUAL_LONG_WAIT_SECONDS);
    const where = figure.unit == null ? '' : session.unitName(figure.unit);
    return [t('pain-where', { where: touched(figure.touchpoint), what }), where, about(question.filter)];
  }
  const { question, figure } = journey.lifecycle;
  const period = periodStart(figure.period, question.step ?? 'week');
  return [t(`lifecycle-${figure.state}`), period, filterName(question.active)];
}

/** What hurts: "waits of 10 min or longer". */
export function painKindName(kind: PainKind, waitSeconds: number): string {
  return t(`pain-${kind}`, { time: lasting(waitSeconds) });
}

/** What journeys beside an expected one have in common. */
function conformanceName({ steps }: Conformance['question'], { part, step, way = [] }: Conformance['figure']): string {
  const stepAt = (place: number | null | undefined) => (steps[place ?? 0]?.at ?? []).map(touched).join(' / ');
  if (part === 'taken') return t('journeys-expected-taken', { name: stepAt(step) });
  if (part !== 'with' && part !== 'way') return t(`journeys-expected-${part}`);
  return way
    .map(({ kind, step: at, node }) =>
      t(`journeys-expected-${kind}`, { name: kind === 'inserted' ? touched(node ?? '') : stepAt(at) }),
    )
    .join(', ');
}

type Conformance = Extract<JourneyFigure, { conformance: unknown }>['conformance'];

/** The filter of a question, which may have none. */
function about(filter: Filter | undefined): string {
  return filter ? filterSentence(filter) : '';
}

function transitionName(figure: TransitionFigure): string {
  if ('edge' in figure) return `${touched(figure.edge.from)} → ${touched(figure.edge.to)}`;
  if ('start' in figure) return t('map-people-start', { node: touched(figure.start) });
  if ('end' in figure) return t('map-people-end', { node: touched(figure.end) });
  return touched(figure.at);
}

/** A node by the name that questions know it by. */
function touched(node: string): string {
  if (node === '') return t('journey-other');
  if (locale.has(`stage-${node}`)) return t(`stage-${node}`);
  return session.workspace.channels[node] ? session.channelName(node) : session.touchpointName(node);
}
