import type { Language } from '$lib/api/types';

const TAG: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MINUS = '\u2212';

/** Numbers, dates and durations as a reader of one language writes them, in the company's time zone. */
export class Format {
  readonly #tag: string;
  readonly #zone: string | undefined;
  readonly #numbers = new Map<string, Intl.NumberFormat>();
  readonly #dates = new Map<string, Intl.DateTimeFormat>();

  constructor(
    readonly language: Language,
    zone?: string,
  ) {
    this.#tag = TAG[language];
    this.#zone = zone;
  }

  /** 1 234,5 in Russian, 1,234.5 in English; `digits` stand after the point always. */
  number(value: number, digits = 0): string {
    return this.#number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /** A number with as many digits as it has, up to two. */
  plain(value: number): string {
    return this.#number(value, { maximumFractionDigits: 2 });
  }

  /** An amount: whole above a thousand; in millions where `short`. */
  money(value: number, currency: string, short = false): string {
    const compact = short && Math.abs(value) >= 1e6;
    const digits = compact || Math.abs(value) < 1e3 ? 2 : 0;
    return this.#number(value, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: compact ? 0 : digits,
      maximumFractionDigits: digits,
      ...(compact && { notation: 'compact' }),
    });
  }

  /** An amount to the last kopeck. */
  exactMoney(value: number, currency: string): string {
    return this.#number(value, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  }

  /** 1,2 ГБ: room on a disk, in the unit that keeps it short. */
  bytes(value: number): string {
    const [size, unit] = value < 1e9 ? [1e6, 'megabyte'] : value < 1e12 ? [1e9, 'gigabyte'] : [1e12, 'terabyte'];
    const text = this.#number(value / size, { style: 'unit', unit, maximumFractionDigits: size === 1e6 ? 0 : 1 });
    return text.replace(/ /g, '\u00a0');
  }

  /** 4:10 below an hour, else the two largest parts; the unit apart, so that it can be set smaller. */
  duration(seconds: number, names: DurationNames): { text: string; unit: string } {
    const sign = seconds < 0 ? MINUS : '';
    const whole = Math.round(Math.abs(seconds));
    if (whole < MINUTE) return { text: `${sign}${whole}`, unit: names.second };
    if (whole < HOUR)
      return { text: `${sign}${Math.floor(whole / MINUTE)}:${two(whole % MINUTE)}`, unit: names.minute };
    if (whole < 2 * DAY) {
      const minutes = Math.round(whole / MINUTE);
      return { text: `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)}`, unit: names.hour };
    }
    return { text: `${sign}${this.number(whole / DAY, 1)}`, unit: names.day };
  }

  /** A length of time as one says it: 15 min, 3 h, 2 days. */
  roughly(seconds: number, names: DurationNames): { text: string; unit: string } {
    const [size, unit] = (
      [
        [2 * DAY, DAY, names.day],
        [2 * HOUR, HOUR, names.hour],
        [MINUTE, MINUTE, names.minute],
      ] as const
    ).reduce<[number, string]>(
      (found, [from, part, name]) => (found[0] === 1 && seconds >= from ? [part, name] : found),
      [1, names.second],
    );
    return { text: this.number(seconds / size), unit };
  }

  /** 5 мая 2026 */
  date(instant: string): string {
    return this.#date(instant, { day: 'numeric', month: 'long', year: 'numeric' }).replace(/\sг\.$/, '');
  }

  /** 5 мая, 10:15 */
  moment(instant: string): string {
    return `${this.date(instant)}, ${this.time(instant)}`;
  }

  /** 10:15 */
  time(instant: string): string {
    return this.#date(instant, { hour: '2-digit', minute: '2-digit' });
  }

  /** 10:15 today, with the date on other days. */
  recent(instant: string): string {
    return this.day(instant) === this.day(new Date().toISOString()) ? this.time(instant) : this.moment(instant);
  }

  /** вторник, 5 мая 2026 */
  weekday(instant: string): string {
    return this.#date(instant, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(
      /\sг\.$/,
      '',
    );
  }

  /** The calendar day of an instant in the company's zone, as 2026-05-05. */
  day(instant: string): string {
    const parts = new Intl.DateTimeFormat('en-CA', { timeZone: this.#zone, dateStyle: 'short' });
    return parts.format(new Date(instant));
  }

  /** 5 мая: of a calendar date such as a week's Monday, which has no zone. */
  dayAndMonth(date: string): string {
    return this.#civil(date, { day: 'numeric', month: 'long' });
  }

  /** 5 мая 2026, of a calendar date. */
  fullDate(date: string): string {
    return this.#civil(date, { day: 'numeric', month: 'long', year: 'numeric' }).replace(/\sг\.$/, '');
  }

  /** май 2026, of a month such as 2026-05. */
  month(month: string): string {
    return this.#civil(`${month}-01`, { month: 'long', year: 'numeric' }).replace(/\sг\.$/, '');
  }

  /** май, of a calendar date. */
  shortMonth(date: string): string {
    return this.#civil(date, { month: 'short' }).replace('.', '');
  }

  #number(value: number, options: Intl.NumberFormatOptions): string {
    const key = JSON.stringify(options);
    const format = this.#numbers.get(key) ?? new Intl.NumberFormat(this.#tag, { signDisplay: 'negative', ...options });
    this.#numbers.set(key, format);
    // A hyphen is not a minus.
    return typeset(format.format(value)).replace('-', MINUS);
  }

  #date(instant: string, options: Intl.DateTimeFormatOptions): string {
    return this.#cached(options, this.#zone).format(new Date(instant));
  }

  #civil(date: string, options: Intl.DateTimeFormatOptions): string {
    return this.#cached(options, 'UTC').format(new Date(`${date}T00:00:00Z`));
  }

  #cached(options: Intl.DateTimeFormatOptions, timeZone: string | undefined): Intl.DateTimeFormat {
    const key = JSON.stringify([options, timeZone]);
    const format = this.#dates.get(key) ?? new Intl.DateTimeFormat(this.#tag, { ...options, timeZone });
    this.#dates.set(key, format);
    return format;
  }
}

export type DurationNames = { second: string; minute: string; hour: string; day: string };

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Thousands stand apart by a narrow no-break space, as Russian typography has it, and a short word stays with its number. */
export function typeset(text: string): string {
  return text
    .replace(/(?<=\d)\u00a0(?=\d)/g, '\u202f')
    .replace(/(?<=(?:^|[\s(])(?:от|до|на|из|с|по|n|to|of|by)) (?=[\d\u2212])/gi, '\u00a0');
}
