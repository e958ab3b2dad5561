// Questions in SQL; apart from the other addresses, since one page asks them.
import { Problem, problemOf, request, UNREACHABLE } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type SqlTables = Schemas['SqlTables'];
export type SqlTable = Schemas['SqlTableShown'];
export type SqlColumn = Schemas['SqlColumnShown'];
export type SqlCell = string | number | boolean | null;
export type SqlShown = Omit<Schemas['SqlShown'], 'rows'> & { rows: SqlCell[][] };
export type SqlFile = 'csv' | 'parquet';

export const sqlTables = (signal?: AbortSignal) => request<SqlTables>('GET', '/sql/tables', { signal });

/** The first rows of an answer. */
export async function askSql(sql: string, limit: number, signal: AbortSignal): Promise<SqlShown> {
  const shown = await request<SqlShown>('POST', '/sql', { body: { sql, limit }, signal });
  // What fails after the first rows can only be told at the end of them.
  if (shown.failed) throw new Problem(shown.failed);
  return shown;
}

/** All rows as a file. */
export async function sqlFile(sql: string, format: SqlFile, signal: AbortSignal): Promise<Blob> {
  const headers = { 'Accept-Language': document.documentElement.lang, 'Content-Type': 'application/json' };
  try {
    const response = await fetch('/api/v1/sql', {
      method: 'POST',
      headers,
      signal,
      body: JSON.stringify({ sql, format }),
    });
    if (!response.ok) throw new Problem(await problemOf(response));
    return await response.blob();
  } catch (error) {
    if (signal.aborted || error instanceof Problem) throw error;
    throw new Problem(UNREACHABLE);
  }
}
