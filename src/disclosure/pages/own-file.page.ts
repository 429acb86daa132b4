import { birthDate, dateTime, staySpan } from '../../web/filters.js';
import type { Field } from '../domain/own-file.js';
import { ASKER_KINDS, ASKERS, MOST_PUT_IN } from '../domain/release.js';
import type { FileRequest } from '../file-requests.service.js';
import type { FormState } from '../../web/forms.js';
import type { OwnFile, ToCheck, WordsToCheck } from '../own-files.service.js';
import { keepOutPart } from './keep-out.page.js';

/** @example filePath('a', 'b'); // '/young-people/a/file/b' */
export const filePath = (youngPerson: string, request = ''): string =>
  `/young-people/${youngPerson}/file${request && `/${request}`}`;

export const askerItems = (chosen: unknown) =>
  ASKER_KINDS.map((value) => ({ value, text: ASKERS[value], checked: value === chosen }));

/** That somebody asked, in the list of those who did. */
export function requestRow(youngPerson: string, { id, askedBy, asker, askedOn, dueBy, by, at, released }: FileRequest) {
  return {
    href: filePath(youngPerson, id),
    title: `${ASKERS[askedBy]}${asker && `: ${asker}`}, ${birthDate(askedOn)}`,
    isReleased: released !== null,
    said: released
      ? `Released by ${released.by.name}, ${dateTime(released.at)}. ${entriesText(released.withheld)}${released.putIn > 0 ? `, ${released.putIn} put in by hand` : ''}${released.takenOut > 0 ? `, ${released.takenOut} kept out by hand` : ''}.`
      : `To be answered by ${birthDate(dueBy)}. Recorded by ${by.name}, ${dateTime(at)}. Not checked yet.`,
  };
}

const entriesText = (count: number): string =>
  count === 0 ? 'Nothing is withheld' : `${count} ${count === 1 ? 'entry lacks' : 'entries lack'} withheld words`;

/** @example withheldText(1); // '1 entry lacks withheld words, because they name another young person or may.' */
const withheldText = (count: number): string =>
  count === 0 ? 'Nothing is withheld.' : `${entriesText(count)}, because they name another young person or may.`;

/** The copy, section by section. */
export function copyPage(
  youngPerson: string,
  request: string,
  { youngPerson: who, withheld, sections, notInFile }: OwnFile,
) {
  return {
    ...{ path: filePath(youngPerson, request), filesPath: filePath(youngPerson) },
    name: `${who.firstName} ${who.lastName}`,
    ...{ caseNumber: who.caseNumber, withheldText: withheldText(withheld) },
    notInFile: notInFile.map((why) => `${why.charAt(0).toLowerCase()}${why.slice(1)}`),
    sections: sections.map(({ name, title, tables }) => ({
      ...{ id: name, title, nothing: tables.filter(isBare).map((one) => one.title) },
      tables: tables
        .filter((one) => !isBare(one))
        .map((one) => ({
          ...{ title: one.title, note: one.note },
          entries: one.entries.map(({ fields }) => fields.map(fieldRow)),
        })),
    })),
  };
}

const isBare = ({ entries, note }: { entries: readonly unknown[]; note: string }) => entries.length === 0 && !note;

const SAID: Record<Field['as'], (value: string) => string> = {
  text: (value) => value,
  day: birthDate,
  moment: dateTime,
  nights: (value) => {
    const [arrival = '', departure = ''] = value.split('/');
    return staySpan({ arrival, departure });
  },
};

const fieldRow = ({ label, as, values, withheld }: Field) => ({
  ...{ key: label, withheld },
  text: values.map(SAID[as]).join('\n'),
});

/** What is withheld, for the person who checks it before the copy is released. */
export function checkPage(
  youngPerson: string,
  { request, version, withheld, standing, copy }: ToCheck,
  state: FormState,
) {
  const ticked = [state.values['putIn'] ?? []].flat();
  const shown = withheld.filter(({ mayPutIn }) => mayPutIn).slice(0, MOST_PUT_IN);
  const row = (one: WordsToCheck) => ({
    ...{ key: one.key, title: one.title, words: one.words, names: one.names.join(', ') },
    ...{ href: one.stay ? `/stays/${one.stay}` : `/young-people/${youngPerson}`, checked: ticked.includes(one.key) },
  });
  const others = withheld.filter(({ mayPutIn }) => !mayPutIn);
  return {
    path: filePath(youngPerson, request.id),
    ...{ request: requestRow(youngPerson, request), due: birthDate(request.dueBy), version },
    ...{ count: copy.withheld, countText: entriesText(copy.withheld), toRead: shown.map(row) },
    marked: others.slice(0, MOST_PUT_IN).map((one) => ({ ...row(one), isHidden: one.words.length === 0 })),
    keepOut: keepOutPart(youngPerson, standing, state),
    isMore: withheld.length - shown.length - Math.min(others.length, MOST_PUT_IN) > 0,
  };
}
