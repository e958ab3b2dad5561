// The people behind a figure: their question lives in the address (`?people=…`), so that a link opens the same panel.
import type { Filter, PeopleQuestion } from '$lib/api/types';
import { changed } from './filter';

const KINDS: PeopleQuestion['kind'][] = ['scores', 'operations', 'response', 'journey'];

/** Reads the question from a figure's address such as `/api/v1/people?question=…`. */
export function questionOf(address: string): PeopleQuestion | null {
  return parse(new URLSearchParams(address.slice(address.indexOf('?') + 1)).get('question'));
}

/** The address of the people behind a figure that is asked for so. */
export function addressOf(question: PeopleQuestion): string {
  return `/api/v1/people?question=${encodeURIComponent(JSON.stringify(question))}`;
}

/** The question that the page's own address holds. */
export function openQuestion(search: URLSearchParams): PeopleQuestion | null {
  return parse(search.get('people'));
}

/** The page's address with the panel open on the people behind a figure. */
export function peopleAddress(search: URLSearchParams, question: PeopleQuestion | null): string {
  return changed(search, { people: question && JSON.stringify(question) });
}

/** The same question under one condition more. */
export function narrowed(question: PeopleQuestion | null, condition: Filter): PeopleQuestion | null {
  return question && { ...question, filter: { all: [question.filter, condition] } };
}

function parse(text: string | null): PeopleQuestion | null {
  if (text === null) return null;
  try {
    const question = JSON.parse(text) as Partial<PeopleQuestion> | null;
    if (!question?.kind || !KINDS.includes(question.kind)) return null;
    if (question.kind === 'journey' && !question.journey) return null;
    return { ...question, kind: question.kind, filter: question.filter ?? { all: [] }, slice: question.slice ?? {} };
  } catch {
    return null;
  }
}
