import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';

const templates = new Map(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\/pages\/[^/]+\.njk$/.test(path))
    .map((path) => [path, readFileSync(`src/${path}`, 'utf8')]),
);
const parentOf = (text: string) => /\{% extends "(?!web\/layout)([^"]+)" %\}/.exec(text)?.[1];
/** The template with those that it fills in. */
const wholeOf = (path: string): string => {
  const text = templates.get(path) ?? '';
  const parent = parentOf(text);
  return text + (parent ? wholeOf(parent) : '');
};
const isPage = (path: string) => wholeOf(path).includes('{% extends "web/layout.njk" %}');
const follows = (path: string) => wholeOf(path).includes('{{ live(');
/** Whoever fills in a form keeps what they typed; what has changed meanwhile is said when it is sent. */
const isForm = (path: string) => wholeOf(path).includes('method="post"');

/** Pages that show what does not change while somebody looks at it, or what must not, each with the reason. */
const STAYS_AS_IT_CAME: Record<string, string[]> = {
  'a choice on the way to a form': [
    ...['requests/pages/choose.njk', 'requests/pages/choose-person.njk', 'requests/pages/emergency-who.njk'],
    'diary/pages/names.njk',
  ],
  'a copy of one moment, to be printed or handed over': [
    ...['disclosure/pages/copy.njk', 'requests/pages/letter-easy.njk', 'requests/pages/letter-usual.njk'],
    ...['requests/pages/letter.njk', 'stays/pages/summary.njk', 'matching/pages/guide-version.njk'],
  ],
  'says what has just been done, or why not': [
    ...['requests/pages/submitted.njk', 'requests/pages/not-asked.njk', 'requests/pages/refused.njk'],
    ...['stays/pages/own-words-thanks.njk', 'identity/pages/one-time-password.njk', 'web/pages/problem.njk'],
    ...['calendar/pages/no-unit.njk', 'identity/pages/locked.njk'],
  ],
  'figures of which two that differ by one young person would give that one away': ['occupancy/pages/equality.njk'],
  'one person’s own, or an administrator’s, who is told of nothing about young people': [
    ...['identity/pages/account.njk', 'identity/pages/accounts.njk', 'identity/pages/new-feed.njk'],
    ...['identity/pages/new-token.njk', 'alerts/pages/new-webhook.njk'],
  ],
  'a draft that one person works on': ['matching/pages/guide-draft.njk', 'matching/pages/guide-preview.njk'],
  'words that hold for everybody': ['web/pages/accessibility.njk'],
};

/** The parts of a template that follow: from the tag to where it ends. */
function regionsOf(text: string): string[] {
  return [...text.matchAll(/<(\w+)[^<>]*\{\{ live\(/g)].map(({ 1: tag = '', index }) => {
    let depth = 0;
    for (const { 0: found, index: at } of text.slice(index).matchAll(new RegExp(`<(/?)${tag}\\b`, 'g'))) {
      depth += found.startsWith('</') ? -1 : 1;
      if (depth === 0) return text.slice(index, index + at);
    }
    throw new Error(`A <${tag}> does not end`);
  });
}
const FIELD =
  /govuk(Input|Textarea|Select|Radios|Checkboxes|DateInput|FileUpload)\(|mojDatePicker\(|<(textarea|select)\b/;

describe('a page that is open', () => {
  it('follows what others do, or is a form, or it is known why it does neither', () => {
    const known = Object.values(STAYS_AS_IT_CAME).flat();
    const others = [...templates.keys()].filter((path) => isPage(path) && !follows(path) && !isForm(path));
    // A new page: let the part that others change follow (web/live.njk), or say above why it does not.
    expect(others.filter((path) => !known.includes(path))).toEqual([]);
    expect(known.filter((path) => !others.includes(path))).toEqual([]);
    expect([...templates.keys()].filter(follows).length).toBeGreaterThan(50);
  });

  it('has nothing to fill in where it follows, so that nothing typed is ever lost', () => {
    const filled = [...templates].flatMap(([path, text]) =>
      regionsOf(text).flatMap((region) => (FIELD.test(region) ? [`${path}: ${FIELD.exec(region)![0]}`] : [])),
    );
    expect(filled).toEqual([]);
  });
});
