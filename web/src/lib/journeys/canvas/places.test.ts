import { describe, expect, it } from 'vitest';
import type { TransitionsAnswer } from '$lib/api/journeys';
import type { MapNote } from '$lib/api/maps';
import { groupsOf, notesAt, placeKey, placeOfNode, placesOf, renamed } from './places';

const node = (name: string, stage: 'purchase' | 'delivery' | null, other = false) => ({
  node: name,
  stage,
  other,
  name: name === '' ? null : { ru: `${name} по-русски`, en: name },
});
const answer = {
  nodes: [node('purchase', 'purchase'), node('Pickup', 'delivery'), node('', null, true)],
  edges: [
    { from: 0, to: 1 },
    { from: 1, to: 1 },
    { from: 1, to: 2 },
  ],
} as unknown as TransitionsAnswer;

describe('places of notes', () => {
  it('are stages, touchpoints and the ways between them, each once', () => {
    expect(placesOf(answer)).toEqual([
      { stage: 'purchase' },
      { stage: 'delivery' },
      { touchpoint: 'Pickup' },
      { transition: { from: 'purchase', to: 'Pickup' } },
    ]);
    expect(placeOfNode(node('', null, true))).toBeNull();
  });

  it('hold the notes that are pinned there, whatever the order of their fields', () => {
    const transition = { from: 'purchase', to: 'Pickup' };
    const notes = [
      { note: 1, place: { transition: { to: 'Pickup', from: 'purchase' } } },
      { note: 2, place: { touchpoint: 'Pickup' } },
    ] as unknown as MapNote[];
    expect(notesAt(notes, { transition }).map(({ note }) => note)).toEqual([1]);
    expect(placeKey({ touchpoint: 'a' })).not.toBe(placeKey({ touchpoint: 'b' }));
  });

  it('keep notes whose touchpoint is gone, behind those of the map', () => {
    const notes = [
      { note: 1, place: { touchpoint: 'Gone' } },
      { note: 2, place: { touchpoint: 'Pickup' } },
      { note: 3, place: { touchpoint: 'Pickup' } },
    ] as unknown as MapNote[];
    const groups = groupsOf(notes, placesOf(answer));
    expect(groups.map((group) => group.notes.map(({ note }) => note))).toEqual([[2, 3], [1]]);
  });

  it('are called as the map calls them, and the others as the company does', () => {
    const drawing = {
      purpose: 'as_is' as const,
      steps: [],
      lanes: [],
      names: [{ touchpoint: 'Pickup', name: 'Окошко' }],
    };
    const names = renamed(answer, drawing).nodes.map(({ name }) => name?.ru);
    expect(names).toEqual(['purchase по-русски', 'Окошко', undefined]);
    expect(renamed(answer, undefined)).toBe(answer);
  });
});
