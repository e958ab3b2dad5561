// Where notes are pinned on a map, and how these places and lanes are called.
import type { JourneyNode, MapEdge, TransitionsAnswer } from '$lib/api/journeys';
import type { MapDrawing, MapLane, MapNote, NotePlace } from '$lib/api/maps';
import { STAGES } from '$lib/address/values';
import { t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';

export const LANES = [
  'persona',
  'goal',
  'actions',
  'thoughts',
  'feelings',
  'barriers',
  'ideas',
  'backstage_owner',
] as const satisfies MapLane[];

type Node = Pick<JourneyNode, 'node' | 'stage' | 'other'>;

/** The place of a node: a closed stage stands for all its touchpoints; what is not told apart is no place. */
export function placeOfNode({ node, stage, other }: Node): NotePlace | null {
  if (other) return null;
  return stage !== null && stage === node ? { stage } : { touchpoint: node };
}

/** The place of an edge between two touchpoints. */
export function placeOfEdge({ from, to }: Pick<MapEdge, 'from' | 'to'>, nodes: readonly Node[]): NotePlace | null {
  const [begin, end] = [nodes[from], nodes[to]];
  if (!begin || !end || begin.other || end.other) return null;
  return { transition: { from: begin.node, to: end.node } };
}

/** Tells places apart. */
export function placeKey(place: NotePlace): string {
  return JSON.stringify('transition' in place ? [place.transition.from, place.transition.to] : place);
}

/** Every place of a map as it is drawn: its stages, touchpoints and transitions. */
export function placesOf({ nodes, edges }: Pick<TransitionsAnswer, 'nodes' | 'edges'>): NotePlace[] {
  const stages = [...new Set(nodes.flatMap(({ stage, other }) => (stage && !other ? [stage] : [])))];
  const all = [
    ...stages.map((stage) => ({ stage })),
    ...nodes.map(placeOfNode),
    ...edges.filter(({ from, to }) => from !== to).map((edge) => placeOfEdge(edge, nodes)),
  ];
  const known = new Map(all.flatMap((place) => (place ? [[placeKey(place), place] as const] : [])));
  return [...known.values()];
}

/** The notes at a place. */
export function notesAt(notes: readonly MapNote[], place: NotePlace): MapNote[] {
  const key = placeKey(place);
  return notes.filter((note) => placeKey(note.place) === key);
}

/** Notes by their places, in this order of places; those pinned elsewhere follow. */
export function groupsOf(
  notes: readonly MapNote[],
  order: readonly NotePlace[],
): { place: NotePlace; notes: MapNote[] }[] {
  const places = new Map([...order, ...notes.map(({ place }) => place)].map((place) => [placeKey(place), place]));
  return [...places.values()]
    .map((place) => ({ place, notes: notesAt(notes, place) }))
    .filter((group) => group.notes.length > 0);
}

/** What a place is called on this map. */
export function placeName(place: NotePlace, names: MapDrawing['names']): string {
  const called = (touchpoint: string) =>
    names.find((own) => own.touchpoint === touchpoint)?.name ?? session.touchpointName(touchpoint);
  if ('stage' in place) return t('canvas-of-stage', { name: t(`stage-${place.stage}`) });
  if ('touchpoint' in place) return called(place.touchpoint);
  return `${called(place.transition.from)} → ${called(place.transition.to)}`;
}

/** Whether the catalogue still knows what a place names. */
export function isKnown(place: NotePlace): boolean {
  const names = (name: string) =>
    session.workspace.touchpoints.some(({ en }) => en === name) || STAGES_AS_NODES.has(name);
  if ('stage' in place) return true;
  return 'touchpoint' in place ? names(place.touchpoint) : names(place.transition.from) && names(place.transition.to);
}

/** A closed stage is a node of its own. */
const STAGES_AS_NODES: ReadonlySet<string> = new Set(STAGES);

/** The same answer with the names that a map gives its touchpoints. */
export function renamed(answer: TransitionsAnswer, drawing: MapDrawing | undefined): TransitionsAnswer {
  if (!drawing || drawing.names.length === 0) return answer;
  const own = new Map(drawing.names.map(({ touchpoint, name }) => [touchpoint, name]));
  const nodes = answer.nodes.map((node) => {
    const name = own.get(node.node);
    return name === undefined || node.other ? node : { ...node, name: { ru: name, en: name } };
  });
  return { ...answer, nodes };
}
