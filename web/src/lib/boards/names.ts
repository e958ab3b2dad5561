// What panels are called.
import type { Panel } from '$lib/api/boards';
import { exploredTitle } from '$lib/explore/question';
import { subjectName } from '$lib/explore/subject';
import { t } from '$lib/locale/locale.svelte';
import { panelQuestion } from './question';

const LONGEST = 40;

/** What a panel is called: what somebody wrote, or what it asks. */
export function panelName({ title, content }: Panel): string {
  if (title) return title;
  if ('text' in content) return content.text.slice(0, LONGEST) || t('board-text');
  const { address } = content.question;
  const question = panelQuestion(address);
  if (question.kind === 'sql') return t('board-sql');
  if (question.kind === 'page') return address;
  const { subject, by, and } = question.explored;
  const divisions = [by, and].filter((each) => each !== null);
  return exploredTitle(subjectName(subject), divisions);
}
