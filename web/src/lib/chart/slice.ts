import type { By, Slice } from '$lib/api/types';
import { locale, t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';

/** What a slice is called in the reader's language. */
export function sliceName(slice: Slice, by: By): string {
  const value = slice[by] ?? '';
  switch (by) {
    case 'unit':
    case 'unit_level_1':
    case 'unit_level_2':
    case 'unit_level_3':
    case 'unit_level_4':
      return session.unitName(value);
    case 'channel':
      return value === '' ? t('channel-none') : session.channelName(value);
    case 'touchpoint':
      return value === '' ? t('touchpoint-none') : session.touchpointName(value);
    case 'department':
      return value === '' ? t('department-none') : session.departmentName(value);
    case 'experience':
      return value === '' ? t('experience-none') : t('filter-experience-is', { experience: t(`experience-${value}`) });
    case 'stage':
      return value === '' ? t('stage-none') : t(`stage-${value}`);
    case 'delivery':
      return value === '' ? t('delivery-none') : t(`delivery-${value}`);
    case 'day':
    case 'week':
      return locale.format.fullDate(value);
    case 'month':
      return locale.format.month(value);
    case 'weekday':
      return t(`weekday-${value}`);
    case 'hour':
      return t('slice-hour', { hour: value, next: String((Number(value) + 1) % 24) });
    case 'survey':
      return value;
  }
}

/** What a slice of one division or more is called: "App, Monday". */
export function slicesName(slice: Slice): string {
  return (Object.keys(slice) as By[]).map((by) => sliceName(slice, by)).join(', ');
}
