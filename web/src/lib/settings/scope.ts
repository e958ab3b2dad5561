// What somebody may see, in words.
import type { Scope } from '$lib/api/types';
import { t } from '$lib/locale/locale.svelte';
import { session } from '$lib/session.svelte';

/** The units of a scope, by their names; nothing for the whole company. */
export function unitsOf(scope: Scope): string[] | null {
  return scope === 'company' ? null : scope.units;
}

export function scopeInWords(scope: Scope): string {
  const units = unitsOf(scope);
  return units === null ? t('users-scope-company') : units.map((unit) => session.unitName(unit)).join(', ');
}
