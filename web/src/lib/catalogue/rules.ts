// A catalogue's rules as the server reads them, so that a draft shows its places before it is saved.
import type { Catalogue, EventKind, Placement, Rule } from '$lib/api/types';

/** What a new rule is about: one kind of events, or every event of its name. */
export type Breadth = 'kind' | 'name';

const ANYTHING = '*';
const PARTS = ['source', 'name', 'channel', 'detail'] as const;

function fits(pattern: string, text: string): boolean {
  return pattern.endsWith(ANYTHING) ? text.startsWith(pattern.slice(0, -1)) : pattern === text;
}

/** The place of the rule that counts for a kind, or -1. */
export function ruleFor({ rules }: Catalogue, kind: EventKind): number {
  return rules.findIndex((rule) => PARTS.every((part) => fits(rule[part], kind[part])));
}

/** What a catalogue says of a kind. */
export function placeOf(catalogue: Catalogue, kind: EventKind): Placement | null {
  return catalogue.rules[ruleFor(catalogue, kind)]?.placement ?? null;
}

/** How wide the rule is that counts for a kind; a kind without a rule gets one for its name. */
export function breadthOf(catalogue: Catalogue, kind: EventKind): Breadth {
  const rule = catalogue.rules[ruleFor(catalogue, kind)];
  return rule && [rule.source, rule.channel, rule.detail].some((pattern) => pattern !== ANYTHING) ? 'kind' : 'name';
}

/** A catalogue in which a kind, or every event of its name, has this place: by a rule above the one that counted before. */
export function withPlace(catalogue: Catalogue, kind: EventKind, placement: Placement, breadth: Breadth): Catalogue {
  const whole = { source: ANYTHING, channel: ANYTHING, detail: ANYTHING };
  const rule: Rule = { ...(breadth === 'kind' ? kind : { ...whole, name: kind.name }), placement };
  const same = (other: Rule) => PARTS.every((part) => other[part] === rule[part]);
  const counted = ruleFor(catalogue, kind);
  const before = counted === -1 ? catalogue.rules.length : counted;
  const rules = [...catalogue.rules.slice(0, before), rule, ...catalogue.rules.slice(before)];
  return { ...catalogue, rules: rules.filter((other) => other === rule || !same(other)) };
}

/** A catalogue with a rule one place higher (-1) or lower (1). */
export function withMoved(catalogue: Catalogue, from: number, by: -1 | 1): Catalogue {
  const rules = [...catalogue.rules];
  const [rule] = rules.splice(from, 1);
  if (rule) rules.splice(from + by, 0, rule);
  return { ...catalogue, rules };
}

/** A catalogue without one of its rules. */
export function withoutRule(catalogue: Catalogue, place: number): Catalogue {
  return { ...catalogue, rules: catalogue.rules.filter((_, index) => index !== place) };
}

/** What identifies a kind among others on a page. */
export function kindKey(kind: EventKind): string {
  return JSON.stringify(PARTS.map((part) => kind[part]));
}
