// Where somebody begins: who runs units begins with them, everybody else with the overview.
import type { Session } from '$lib/api/types';

export const TODAY = '/today';

/** The units that somebody runs; none of who sees the whole company or runs nothing. */
export function ownUnits({ user }: Session): string[] {
  return user.role === 'manager' && user.scope !== 'company' ? user.scope.units : [];
}

/** How many units somebody sees that are told apart: those that they run, and all below. */
export function unitsSeen(session: Session): number {
  const own = ownUnits(session);
  const isBelow = (path: string) => own.some((root) => path === root || path.startsWith(`${root}/`));
  return session.workspace.units.filter(({ path }) => isBelow(path)).length;
}

/** The page to begin with. */
export function landing(session: Session): string {
  return ownUnits(session).length > 0 ? TODAY : '/';
}
