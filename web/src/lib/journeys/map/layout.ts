// Where the map's nodes and edges are drawn: stages are columns, and within them nodes lie so that edges cross little.
import type { MapEdge, MapNode } from '$lib/api/journeys';
import type { Stage } from '$lib/api/types';
import { STAGES } from '$lib/address/values';

export type Column = { stage: Stage | null; x: number; width: number };
export type PlacedNode = { node: MapNode; index: number; x: number; y: number; lines: Figure[][] };
export type PlacedEdge = {
  edge: MapEdge;
  path: string;
  width: number;
  backward: boolean;
  label: { x: number; y: number };
};
export type MapLayout = {
  width: number;
  height: number;
  nodeHeight: number;
  columns: Column[];
  nodes: PlacedNode[];
  edges: PlacedEdge[];
};
/** A figure in a node, short enough for it. */
export type Figure = {
  text: string;
  look: 'strong' | 'sign' | 'score' | 'hurt' | 'wait';
  /** The address of its people, where they are not those of the node. */
  people?: string;
};
export type MapWishes = {
  /** What stands in a node below its name. */
  figures?: (node: MapNode) => Figure[];
  /** The nodes of another map from above, so that both have them at the same places. */
  like?: readonly MapNode[];
};

/** A node has room for two lines of its name and some of figures. */
export const NODE = { name: 54, line: 14, gap: 34, padding: 6 } as const;
/** How wide a letter is, as a rule, in the widest of the system fonts. */
const NAME_PX = 7.4;
const FIGURE_PX = 6.6;
const BETWEEN = 3;
const HEAD = 34;
const COLUMN = { narrowest: 144, widest: 230, node: 0.7 } as const;
const SWEEPS = 6;
/** The middle of the gap between columns, as a part of their distance. */
const FIRST_GAP = (1 - COLUMN.node) / 2;
const MARGIN = 8;

/** Lays a map out on a canvas of about this width. */
export function layMap(
  nodes: readonly MapNode[],
  edges: readonly MapEdge[],
  room: number,
  { figures = () => [], like }: MapWishes = {},
): MapLayout {
  const stages = [...STAGES, null].filter((stage) =>
    [...nodes, ...(like ?? [])].some((node) => stageOf(node) === stage),
  );
  const step = Math.min(COLUMN.widest, Math.max(COLUMN.narrowest, (room - 2 * MARGIN) / Math.max(1, stages.length)));
  const width = step * COLUMN.node;
  const letters = Math.floor((width - 2 * NODE.padding) / FIGURE_PX);
  const packs = nodes.map((node) => packed(figures(node), letters));
  const nodeHeight = NODE.name + NODE.line * Math.max(1, ...packs.map((lines) => lines.length));
  const order = like ? orderedLike(stages, nodes, like) : ordered(stages, nodes, edges);
  const tallest = Math.max(1, ...order.map((column) => column.length));
  const pitch = nodeHeight + NODE.gap;
  const columns = stages.map((stage, place) => ({ stage, x: MARGIN + place * step, width }));
  const placed = order.flatMap((column, place) =>
    column.map((index, row): PlacedNode[] => {
      const node = nodes[index];
      const y = HEAD + ((tallest - column.length) / 2 + row) * pitch;
      return node ? [{ node, index, x: columns[place]?.x ?? 0, y, lines: packs[index] ?? [] }] : [];
    }),
  );
  const flat = placed.flat();
  const height = HEAD + tallest * pitch + MARGIN;
  return {
    width: 2 * MARGIN + stages.length * step - (step - width),
    height,
    nodeHeight,
    columns,
    nodes: flat,
    edges: placeEdges(edges, flat, width, nodeHeight),
  };
}

/** Figures on as few lines of so many letters as they need, in their order; one that is longer has a line of its own. */
export function packed(figures: readonly Figure[], letters: number): Figure[][] {
  const lines: Figure[][] = [];
  for (const figure of figures) {
    const line = lines.at(-1);
    const taken = line?.reduce((sum, { text }) => sum + text.length + BETWEEN, 0) ?? 0;
    if (line && taken + figure.text.length <= letters) line.push(figure);
    else lines.push([figure]);
  }
  return lines;
}

function stageOf(node: MapNode): Stage | null {
  return node.other ? null : node.stage;
}

/** The nodes of each column from above: each near those that it is connected with (Sugiyama 1981, the barycentre). */
function ordered(stages: readonly (Stage | null)[], nodes: readonly MapNode[], edges: readonly MapEdge[]): number[][] {
  const indices = nodes.map((_, index) => index);
  const weight = (index: number) => nodes[index]?.share.value ?? 0;
  const columns = stages.map((stage) =>
    indices.filter((index) => nodes[index] && stageOf(nodes[index]) === stage).sort((a, b) => weight(b) - weight(a)),
  );
  const row = new Map<number, number>();
  const number = () => {
    for (const column of columns) column.forEach((index, place) => row.set(index, place - (column.length - 1) / 2));
  };
  number();
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const column of columns) {
      const centre = new Map(column.map((index) => [index, barycentre(index, edges, row)]));
      column.sort((a, b) => (centre.get(a) ?? 0) - (centre.get(b) ?? 0));
    }
    number();
  }
  return columns;
}

/** The same where another map has its order; what is not there comes last. */
function orderedLike(
  stages: readonly (Stage | null)[],
  nodes: readonly MapNode[],
  like: readonly MapNode[],
): number[][] {
  const places = new Map(like.map(({ node }, place) => [node, place]));
  const place = (index: number) => places.get(nodes[index]?.node ?? '') ?? like.length;
  const indices = nodes.map((_, index) => index).sort((a, b) => place(a) - place(b));
  return stages.map((stage) => indices.filter((index) => nodes[index] && stageOf(nodes[index]) === stage));
}

function barycentre(index: number, edges: readonly MapEdge[], row: ReadonlyMap<number, number>): number {
  let [sum, all] = [0, 0];
  for (const { from, to, transitions } of edges) {
    const other = from === index ? to : to === index ? from : index;
    if (other === index) continue;
    const times = transitions.value ?? 0;
    sum += times * (row.get(other) ?? 0);
    all += times;
  }
  return all === 0 ? (row.get(index) ?? 0) : sum / all;
}

function placeEdges(
  edges: readonly MapEdge[],
  nodes: readonly PlacedNode[],
  width: number,
  height: number,
): PlacedEdge[] {
  const places = new Map(nodes.map((node) => [node.index, node]));
  const most = Math.max(1, ...edges.map(({ transitions }) => transitions.value ?? 0));
  return edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.from), places.get(edge.to)];
    if (!from || !to || from === to) return [];
    const thickness = 1 + 9 * Math.sqrt((edge.transitions.value ?? 0) / most);
    return [{ edge, width: thickness, ...curve(from, to, width, height) }];
  });
}

/** Forward from side to side, within a column around its right side, backward below the nodes. */
function curve(
  from: PlacedNode,
  to: PlacedNode,
  width: number,
  height: number,
): Pick<PlacedEdge, 'path' | 'backward' | 'label'> {
  const middle = height / 2;
  const text = (...points: number[]) => points.map((point) => point.toFixed(1)).join(' ');
  if (to.x > from.x) {
    const [x1, y1, x2, y2] = [from.x + width, from.y + middle, to.x, to.y + middle];
    const bend = Math.max(16, (x2 - x1) / 2);
    const path = `M${text(x1, y1)} C${text(x1 + bend, y1, x2 - bend, y2, x2, y2)}`;
    // Behind the first gap a long edge runs below nodes of other columns: its label stands before them.
    const share = Math.min(0.5, (FIRST_GAP * step(width)) / (1.5 * (x2 - x1)));
    return {
      path,
      backward: false,
      label: { x: bezier(share, x1, x1 + bend, x2 - bend, x2), y: bezier(share, y1, y1, y2, y2) },
    };
  }
  if (to.x === from.x) {
    const [x, y1, y2] = [from.x + width, from.y + middle, to.y + middle];
    const out = 22 + Math.abs(y2 - y1) / 12;
    // The way up keeps apart from the way down.
    const shift = y2 > y1 ? 8 : -8;
    const path = `M${text(x, y1 + shift)} C${text(x + out, y1 + shift, x + out, y2 + shift, x, y2 + shift)}`;
    return { path, backward: y2 < y1, label: { x: x + out * 0.75, y: (y1 + y2) / 2 + shift } };
  }
  const [x1, y1, x2, y2] = [from.x + width / 2, from.y + height, to.x + width / 2, to.y + height];
  const down = 22 + Math.abs(x1 - x2) / 16;
  const deepest = Math.max(y1, y2) + down;
  const path = `M${text(x1, y1)} C${text(x1, deepest, x2, deepest, x2, y2)}`;
  return { path, backward: true, label: { x: (x1 + x2) / 2, y: (Math.max(y1, y2) + deepest) / 2 } };
}

/** The distance of columns whose nodes are so wide. */
function step(width: number): number {
  return width / COLUMN.node;
}

/** A cubic curve's coordinate at a share of its way. */
function bezier(share: number, a: number, b: number, c: number, d: number): number {
  const rest = 1 - share;
  return rest ** 3 * a + 3 * rest ** 2 * share * b + 3 * rest * share ** 2 * c + share ** 3 * d;
}

/** A node's name on two lines at most. */
export function nameLines(name: string, width: number): string[] {
  return twoLines(name, Math.floor((width - 2 * NODE.padding) / NAME_PX));
}

/** A name on two lines at most, broken between words where that is possible. */
export function twoLines(name: string, longest: number): string[] {
  if (name.length <= longest) return [name];
  const cut = name.lastIndexOf(' ', longest);
  const [first, rest] =
    cut > 0 ? [name.slice(0, cut), name.slice(cut + 1)] : [name.slice(0, longest), name.slice(longest)];
  return [first, rest.length > longest ? `${rest.slice(0, longest - 1)}…` : rest];
}
