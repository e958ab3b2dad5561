// What a panel of a board asks, and of what: its own conditions within the board's filter.
import type { Filter } from '$lib/api/types';
import { type Conditions, conditionsOf, filterOf } from '$lib/address/filter';
import { exploredOf, type Explored } from '$lib/explore/question';

export type PanelQuestion =
  { kind: 'explored'; explored: Explored; conditions: Conditions } | { kind: 'sql'; sql: string } | { kind: 'page' };

const HERE = 'http://here';

/** What an address asks that a panel holds. */
export function panelQuestion(address: string): PanelQuestion {
  const { pathname, searchParams } = new URL(address, HERE);
  if (pathname === '/explore') {
    return { kind: 'explored', explored: exploredOf(searchParams), conditions: conditionsOf(searchParams) };
  }
  const sql = searchParams.get('sql');
  return pathname === '/explore/sql' && sql ? { kind: 'sql', sql } : { kind: 'page' };
}

/** The board's filter and what else the panel asks; the period is the board's. */
export function panelFilter(board: Filter, own: Conditions): Filter {
  const more = { ...own };
  delete more.period;
  const rest = filterOf(more);
  return 'all' in rest && rest.all.length > 0 ? { all: [board, ...rest.all] } : board;
}
