import { ageOn } from '../../kernel/nights.js';
import { sayDate } from '../../kernel/say-date.js';
import { AIM_MET_TEXT } from '../../people/domain/family-plan.js';
import { birthDate, dateTime, nightsText } from '../../web/filters.js';
import { FACE_TEXT, isOwnWay, MET_AIM_TEXT, OWN_WAY_TEXT } from '../domain/review.js';
import { sayCount } from '../../kernel/say-words.js';
import { NOTE_KIND_TEXT } from '../domain/stay-note.js';
import { STAY_STATE_TEXT } from '../domain/stay-steps.js';
import type { SummaryAnswer } from '../dto/summary.answer.js';
import { absenceSaid } from './absences.page.js';
import { stayPath } from './stay.page.js';

/** The summary of a stay in words, for one page of paper. */
export function summaryPage(summary: SummaryAnswer, id: string) {
  const { youngPerson, arrival, departure, plannedArrival, plannedDeparture, unit } = summary;
  const day = (real: string, planned: string, at: Date | null) =>
    `${at ? dateTime(at) : sayDate(real)}${real === planned ? '' : ` (planned: ${sayDate(planned)})`}`;
  return {
    path: stayPath(id),
    caseNumber: summary.caseNumber,
    firstName: youngPerson.firstName,
    name: `${youngPerson.firstName} ${youngPerson.lastName}`,
    facts: [
      [
        'Date of birth',
        `${birthDate(youngPerson.dateOfBirth)} (${ageOn(youngPerson.dateOfBirth, arrival)} on arrival)`,
      ],
      ['Key worker', youngPerson.keyWorker.name],
      ['Where', `${unit.name}${summary.kind === 'emergency' ? ', as an emergency placement' : ''}`],
      ['Arrival', day(arrival, plannedArrival, summary.arrivedAt)],
      ['Departure', day(departure, plannedDeparture, summary.departedAt)],
      ['Nights', nightsText(summary.nights)],
      ['How it stands', STAY_STATE_TEXT[summary.standing]],
      ['Legal status', summary.legal ?? 'Not decided'],
      ...(summary.ending ? [['How it ended', summary.ending]] : []),
      ...(summary.purpose ? [['What it was for', summary.purpose]] : []),
    ].map(([key, value]) => ({ key, value })),
    absences: summary.absences.map(absenceSaid),
    medicines: summary.medicines.map(
      ({ name, form, in: counted, out, difference }) =>
        `${name}, ${form}: ${counted === null ? 'not counted' : sayCount(counted)} in, ${out === null ? 'not counted' : sayCount(out)} out. ${difference}`,
    ),
    notes: summary.notes.map(({ kind, text, at, by }) => ({
      title: `${NOTE_KIND_TEXT[kind]}, ${dateTime(at)}, ${by.name}`,
      text,
    })),
    moreNotes: summary.moreNotes,
    reviews: summary.reviews.map(({ voice, face, said, saidBy, how, metAim, aims, nextTime, by, at }) => ({
      who: {
        young_person: `${youngPerson.firstName}, ${isOwnWay(how) ? OWN_WAY_TEXT[how] : how}`,
        family: `${saidBy}, ${how}`,
        staff: by.name,
      }[voice],
      at,
      said: [face ? `${FACE_TEXT[face]}.` : '', metAim ? `${MET_AIM_TEXT[metAim]}.` : '', said]
        .filter(Boolean)
        .join(' '),
      aims: aims.map((aim) => `${AIM_MET_TEXT[aim.met]}: ${aim.text}${aim.said && `. ${aim.said}`}`),
      nextTime,
    })),
    outcomes: summary.outcomes,
    made: `Made by ${summary.madeBy}, ${dateTime(summary.madeAt)}, from Short Breaks.`,
  };
}
