// Tables as a workbook (ECMA-376): a sheet for each, a bold header that stays in sight, numbers as numbers.
import type { Cell } from './csv';
import { zip } from './zip';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PART = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const LONGEST_SHEET_NAME = 31;

export type Sheet = { title: string; header: readonly string[]; rows: readonly (readonly Cell[])[] };

/** Writes tables as a workbook's bytes. */
export function xlsx(sheets: readonly Sheet[]) {
  const named = sheets.map(({ title }, index) => ({ name: sheetName(title), part: `worksheets/sheet${index + 1}` }));
  return zip({
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      ['workbook:sheet.main', 'styles:styles', ...named.map(({ part }) => `${part}:worksheet`)]
        .map((part) => part.split(':'))
        .map(([path, kind]) => `<Override PartName="/xl/${path}.xml" ContentType="${PART}.${kind}+xml"/>`)
        .join('') +
      '</Types>',
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>${named
      .map(({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="r${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ...named.map(({ part }): [string, string] => ['worksheet', `${part}.xml`]),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml':
      `${HEAD}<styleSheet xmlns="${SHEET}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
      '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs>' +
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
    ...Object.fromEntries(sheets.map((sheet, index) => [`xl/${named[index]?.part}.xml`, worksheet(sheet)])),
  });
}

function worksheet({ header, rows }: Sheet): string {
  return (
    `${HEAD}<worksheet xmlns="${SHEET}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<sheetData>${[header, ...rows].map(row).join('')}</sheetData></worksheet>`
  );
}

function relations(parts: [string, string][]): string {
  const each = parts.map(
    ([kind, path], index) => `<Relationship Id="r${index + 1}" Type="${OFFICE}/${kind}" Target="${path}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

function row(cells: readonly Cell[], index: number): string {
  const style = index === 0 ? ' s="1"' : '';
  const written = cells.map((cell, column) => {
    const place = `r="${columnName(column)}${index + 1}"${style}`;
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
    return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  });
  return `<row r="${index + 1}">${written.join('')}</row>`;
}

/** A, …, Z, AA, AB and so on. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

/** A name that spreadsheets take for a sheet. */
function sheetName(title: string): string {
  return title.replace(/[\\/?*[\]:']/g, ' ').slice(0, LONGEST_SHEET_NAME);
}

function escaped(text: string): string {
  return (
    text
      // XML has no place for control characters other than these three.
      .replace(/[^\P{Cc}\t\n\r]/gu, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  );
}
