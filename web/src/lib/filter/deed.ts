// What a customer did, as the form holds it and as the address writes it.
export type When = 'ever' | 'before' | 'after' | 'period';
export type DeedDraft = {
  /** A field and its value, such as `role:complaint`; with `event:` the name stands apart. */
  what: string;
  event: string;
  times: number;
  when: When;
  days: number;
  period: string;
};

export const EVENT = 'event:';

export const EMPTY: DeedDraft = {
  what: 'role:complaint',
  event: '',
  times: 1,
  when: 'before',
  days: 30,
  period: 'last_90_days',
};

/** Writes a deed for the address. */
export function deedText({ what, event, times, when, days, period }: DeedDraft): string {
  const parts = [what === EVENT ? EVENT + event.trim() : what];
  if (times > 1) parts.push(String(times));
  if (when === 'before' || when === 'after') parts.push(`${when}:${days}`);
  if (when === 'period') parts.push(period);
  return parts.join('~');
}

/** Reads what was written so; of what was not, the form begins anew. */
export function deedDraft(text: string | undefined): DeedDraft {
  if (!text) return EMPTY;
  const [what = '', ...rest] = text.split('~');
  const draft: DeedDraft = what.startsWith(EVENT)
    ? { ...EMPTY, what: EVENT, event: what.slice(EVENT.length), when: 'ever' }
    : { ...EMPTY, what, when: 'ever' };
  for (const part of rest) {
    const [name, days] = part.split(':');
    if (name === 'before' || name === 'after') Object.assign(draft, { when: name, days: Number(days) });
    else if (/^\d+$/.test(part)) draft.times = Number(part);
    else Object.assign(draft, { when: 'period', period: part });
  }
  return draft;
}
