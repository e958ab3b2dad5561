// What the map can be compared with in this company.
import { t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';
import { type MapCompare, writtenCompare } from './choice';

/** Periods before, channels and the units of the first level; what was chosen is among them even if it is none of these. */
export function compareOptions(current: MapCompare | null): { value: string; name: string }[] {
  const { channels, units } = session.workspace;
  const regions = units.filter(({ path }) => !path.includes('/')).map(({ path }) => path);
  const chosen = current !== null && typeof current === 'object' && 'unit' in current ? [current.unit] : [];
  const shown = [...new Set([...(regions.length > 1 ? regions : []), ...chosen])];
  return [
    { value: '', name: t('journeys-compare-none') },
    { value: 'before', name: t('journeys-compare-before') },
    { value: 'year', name: t('journeys-compare-year') },
    ...Object.keys(channels).map((channel) => ({
      value: writtenCompare({ channel }),
      name: t('map-compare-channel', { channel: session.channelName(channel) }),
    })),
    ...shown.map((unit) => ({
      value: writtenCompare({ unit }),
      name: t('map-compare-unit', { unit: session.unitName(unit) }),
    })),
  ];
}

/** What a map is compared with, as a heading of its own. */
export function comparedName(compare: MapCompare): string {
  if (typeof compare === 'string') return t(`map-side-${compare}`);
  return compareOptions(compare).find(({ value }) => value === writtenCompare(compare))?.name ?? '';
}
