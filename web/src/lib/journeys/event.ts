// An event as a reader chooses it, by one thing that the catalogue knows of it, and as the address holds it: `role:order_placed`.
import type { Filter, Role, Stage } from '$lib/api/types';

export const EVENT_FIELDS = ['touchpoint', 'role', 'stage', 'channel', 'event'] as const;
export type EventField = (typeof EVENT_FIELDS)[number];
export type ChosenEvent = { field: EventField; value: string };

const TEXT = new RegExp(`^(${EVENT_FIELDS.join('|')}):(.+)$`, 's');

/** Reads an event of an address; nothing when it cannot be understood. */
export function eventOf(text: string | null): ChosenEvent | null {
  const [, field, value] = TEXT.exec(text ?? '') ?? [];
  return field && value ? { field: field as EventField, value } : null;
}

/** The event as the address holds it. */
export function eventText({ field, value }: ChosenEvent): string {
  return `${field}:${value}`;
}

/** The event as a condition of a question. */
export function eventFilter({ field, value }: ChosenEvent): Filter {
  switch (field) {
    case 'role':
      return { role: value as Role };
    case 'stage':
      return { stage: value as Stage };
    case 'touchpoint':
      return { touchpoint: value };
    case 'channel':
      return { channel: value };
    case 'event':
      return { event: value };
  }
}

/** The event that a question's condition stands for, where it is one that can be chosen. */
export function chosenEvent(filter: Filter): ChosenEvent | null {
  const known = filter as Partial<Record<EventField, unknown>>;
  for (const field of EVENT_FIELDS) {
    const value = known[field];
    if (typeof value === 'string') return { field, value };
  }
  return null;
}
