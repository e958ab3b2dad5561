import type { Measure } from '$lib/api/types';

export type Scale = (value: number) => number;

/** Maps a stretch of values onto a stretch of pixels. */
export function linear(from: readonly [number, number], to: readonly [number, number]): Scale {
  const length = from[1] - from[0] || 1;
  return (value) => to[0] + ((value - from[0]) / length) * (to[1] - to[0]);
}

/** The extent of all known values, or nothing when none is known. */
export function extent(values: readonly (number | null | undefined)[]): [number, number] | null {
  const known = values.filter((value): value is number => value != null);
  return known.length === 0 ? null : [Math.min(...known), Math.max(...known)];
}

/** About so many round numbers that cover a stretch: steps of 1, 2 or 5 times a power of ten. */
export function ticks([low, high]: readonly [number, number], about: number): number[] {
  if (high <= low) return [low];
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  // The factor nearest to the rough step, by the geometric means of neighbours (as D3 does).
  const factor = rough / power;
  const step = power * (factor >= Math.sqrt(50) ? 10 : factor >= Math.sqrt(10) ? 5 : factor >= Math.SQRT2 ? 2 : 1);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step, step));
}

/** The values that a measure can have. */
export function boundsOf(unit: Measure | undefined): readonly [number, number] {
  if (unit === 'points') return [-100, 100];
  return unit === 'share' ? [0, 1] : [-Infinity, Infinity];
}

/** Widens a stretch by a part of its length on both sides, within bounds. */
export function padded(
  [low, high]: readonly [number, number],
  part: number,
  bounds: readonly [number, number],
): [number, number] {
  const pad = (high - low || Math.abs(high) || 1) * part;
  return [Math.max(bounds[0], low - pad), Math.min(bounds[1], high + pad)];
}

function round(value: number, step: number): number {
  const digits = Math.max(0, -Math.floor(Math.log10(step)));
  return Number(value.toFixed(Math.min(digits, 12)));
}
