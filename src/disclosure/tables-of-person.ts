import {
  CHARACTERISTICS,
  NEEDS_TO_MEET,
  sayAnswer,
  type CharacteristicKind,
} from '../people/domain/characteristics.js';
import { AIM_STATE_TEXT } from '../people/domain/family-plan.js';
import type { Fact } from '../people/domain/past-fact.js';
import { SUPPORT_TEXT } from '../people/domain/stay-needs.js';
import { pastFactLines } from '../people/pages/past-facts.page.js';
import { READY_TITLE } from '../stays/domain/readiness.js';
import { CONSENT_TEXT } from '../stays/domain/confirmation.js';
import { LEGAL_STATUS_TEXT } from '../stays/domain/legal-status-text.js';
import { FACTORS, LEVEL_TEXT, RISK_STATUS_TEXT } from '../matching/domain/factors.js';
import { CHANGE_QUESTION_TEXT } from '../matching/domain/what-changed.js';
import { LOOK_OUTCOME_TEXT } from '../matching/domain/information.js';
import type { DraftRating } from '../matching/domain/assessment.js';
import { ASKERS } from './domain/release.js';
import { day, fact, KEY, linesOf, moment, out, said, THEIRS, TWICE, unit, who } from './domain/columns.js';
import type { InFile } from './table.js';

const theirs = [{ by: 'young_person_id' }] as const;
const signed = { by_user: who('Written down by'), at: moment('When') };
const ofAim = { of: 'plan_aims', by: 'aim_id' } as const;
const AIM = { aim: '(SELECT a.text FROM plan_aims a WHERE a.id = t.aim_id)' };
const OF_STAY = { stay: `(SELECT s.arrival || '/' || s.departure FROM stays s WHERE s.id = t.stay_id)` };

/** What those are called whose ids are in a column, in the order of their names. */
const namesOf = (column: string): string =>
  `(SELECT array_agg(u.name ORDER BY u.name, u.id) FROM users u WHERE u.id = ANY (t.${column}))`;

const labels = <T extends string>(all: Readonly<Record<T, { question?: string; label?: string }>>) =>
  Object.fromEntries(
    Object.entries<{ question?: string; label?: string }>(all).map(([name, { question, label }]) => [
      name,
      question ?? label ?? name,
    ]),
  );

/** A rating in a sentence, and what it rests on. */
const ratings = (value: unknown): string[] =>
  (value as DraftRating[]).map(({ factor, poses, vulnerable, status, evidence }) =>
    [
      `${FACTORS[factor]}: risk to others ${levelOf(poses)}, risk from others ${levelOf(vulnerable)}`,
      ...(status ? [RISK_STATUS_TEXT[status].toLowerCase()] : []),
    ]
      .join(', ')
      .concat(evidence ? `. ${evidence}` : ''),
  );
const levelOf = (level: keyof typeof LEVEL_TEXT | null) =>
  level === null ? 'not said' : LEVEL_TEXT[level].toLowerCase();

/** What a draft says so far; its ratings are lines of their own. */
const draft = (value: unknown): string[] => [
  ...ratings((value as { ratings?: DraftRating[] }).ratings ?? []),
  ...linesOf(value, {
    ...{ source: 'Who says that there is no other concern', sourceDate: 'Said on', strengths: 'Strengths' },
    ...{ helps: 'What helps', houseNeeds: 'What else the house has to think of', reviewBy: 'To be looked at by' },
  }),
];

/** What is on record of the young person themself. */
export const PEOPLE: Record<string, InFile> = {
  young_people: {
    ...{ title: 'The record', section: 'person', whose: [{ by: 'id' }], order: 'id' },
    columns: {
      id: KEY,
      organisation_id: KEY,
      case_number: fact('Case number'),
      first_name: fact('First name'),
      last_name: fact('Last name'),
      date_of_birth: day('Date of birth'),
      key_worker_id: who('Key worker'),
      created_at: moment('On record since'),
      support_level: fact('Support', SUPPORT_TEXT),
      room_needs: fact('What their room must have'),
      keeps_room: fact('Keeps the same room'),
      provisional_number: fact('Number until the council’s own was known'),
      date_of_birth_guessed: fact('The date of birth is a guess'),
      notice_days: fact('Days of notice that the family needs'),
    },
  },
  past_facts: {
    ...{ title: 'What stood on the record before', section: 'person', whose: theirs, order: 'id' },
    columns: {
      id: KEY,
      young_person_id: THEIRS,
      field: TWICE,
      was: TWICE,
      until: moment('Until'),
      by_user: who('Changed by'),
    },
    tell: (row) => ({ ...row, stood: stoodBefore(row['field'] as Fact, row['was'] as string) }),
    told: { stood: said('What stood there') },
  },
  home_addresses: {
    ...{ title: 'Home addresses', section: 'person', whose: theirs, order: 'id' },
    columns: { id: KEY, young_person_id: THEIRS, address: said('Address'), ...signed },
  },
  contact_notes: {
    ...{ title: 'Before the family is called', section: 'person', whose: theirs, order: 'id' },
    columns: {
      ...{ id: KEY, young_person_id: THEIRS },
      safe_to_contact: said('When and how it is safe to call'),
      interpreter: said('Interpreter'),
      ...{ written_by: who('Written down by'), written_at: moment('When') },
    },
  },
  needs_to_meet: {
    ...{ title: 'Needs to meet', section: 'person', whose: theirs, order: 'id' },
    columns: {
      id: KEY,
      young_person_id: THEIRS,
      kind: fact('What about', labels(NEEDS_TO_MEET)),
      text: said('Need'),
      ...signed,
    },
  },
  characteristics: {
    ...{ title: 'Equality monitoring', section: 'person', whose: theirs, order: 'id', forKeyWorker: true },
    columns: {
      id: KEY,
      young_person_id: THEIRS,
      kind: fact('Question', labels(CHARACTERISTICS)),
      answer: TWICE,
      ...signed,
    },
    tell: (row) => ({ ...row, answered: sayAnswer(row['kind'] as CharacteristicKind, row['answer'] as string) }),
    told: { answered: fact('Answer') },
  },
  access_grants: {
    ...{ title: 'Who may read the record', section: 'workers', whose: theirs, order: 'valid_from, id' },
    columns: {
      ...{ id: KEY, young_person_id: THEIRS },
      user_id: who('Who'),
      unit_id: unit(),
      why: fact('As', {
        ...{ key_worker: 'Key worker', co_worker: 'Co-worker', joint_work: 'Works on one request, too' },
        ...{ known_to_unit: 'The unit’s people', request: 'The unit that was asked', stay: 'The unit of a stay' },
      }),
      ...{ valid_from: moment('From'), valid_until: moment('Until'), granted_by: who('Granted by') },
    },
  },
  plan_aims: {
    ...{ title: 'Aims of the family plan', section: 'plan', whose: theirs, order: 'written_at, id' },
    columns: {
      ...{ id: KEY, young_person_id: THEIRS, text: said('Aim'), agreed_on: day('Agreed on') },
      ...{ written_by: who('Written down by'), written_at: moment('When') },
    },
  },
  plan_aim_steps: {
    ...{ title: 'What became of the aims', section: 'plan', whose: [ofAim], order: 'id', also: AIM },
    columns: { id: KEY, aim_id: KEY, state: fact('State', AIM_STATE_TEXT), note: said('Why'), ...signed },
    told: { aim: said('Aim') },
  },
  allocations: {
    ...{ title: 'Nights granted', section: 'plan', whose: theirs, order: 'granted_at, id' },
    columns: {
      ...{ id: KEY, young_person_id: THEIRS, first_day: day('From'), last_day: day('Until') },
      ...{ weekday: fact('Weekday nights'), weekend: fact('Weekend nights'), holiday: fact('Holiday nights') },
      ...{ note: said('Note'), granted_by: who('Granted by'), granted_at: moment('Granted') },
      ...{ ended_by: who('Ended by'), ended_at: moment('Ended'), ended_why: said('Why it was ended') },
    },
  },
  arrival_checks: {
    ...{ title: 'What was in order before they came', section: 'plan', whose: theirs, order: 'id', also: OF_STAY },
    columns: {
      ...{ id: KEY, young_person_id: THEIRS, stay_id: KEY, item: fact('What', READY_TITLE), dated: day('Dated') },
      ...{ covers: fact('Consents', CONSENT_TEXT), legal_status: fact('Legal status', LEGAL_STATUS_TEXT) },
      ...{ note: said('Note'), ...signed },
    },
    told: { stay: { as: 'nights', label: 'Stay' } },
  },
  assessments: {
    ...{ title: 'Assessments, each version', section: 'assessment', whose: theirs, order: 'version', apart: true },
    columns: {
      ...{ id: KEY, young_person_id: THEIRS, version: fact('Version'), ratings: said('Rated', ratings) },
      ...{ rest_source: said('Who says that there is no other concern'), rest_on: day('Said on') },
      ...{ strengths: said('Strengths'), helps: said('What helps'), support: fact('Support', SUPPORT_TEXT) },
      ...{ room_needs: fact('What their room must have'), house_needs: said('What else the house has to think of') },
      ...{ review_by: day('To be looked at by'), signed_by: who('Signed by'), signed_at: moment('Signed') },
      also_written_by: KEY,
    },
    also: { writers: namesOf('also_written_by') },
    told: { writers: fact('Written with') },
  },
  assessment_countersignatures: {
    ...{ title: 'Who countersigned an assessment', section: 'assessment', order: 'at' },
    whose: [{ by: 'assessment_id', of: 'assessments' }],
    columns: { assessment_id: KEY, signed_by: TWICE, by_user: who('Countersigned by'), at: moment('When') },
    also: { version: '(SELECT a.version FROM assessments a WHERE a.id = t.assessment_id)' },
    told: { version: fact('Version') },
  },
  assessment_drafts: {
    ...{ title: 'An assessment that nobody has signed yet', section: 'assessment', whose: theirs, order: 'begun_at' },
    columns: {
      ...{ young_person_id: THEIRS, from_version: fact('Begun from version'), answers: said('So far', draft) },
      ...{ begun_at: moment('Begun'), changed_by: who('Last changed by'), changed_at: moment('Last changed') },
      written_by: KEY,
    },
    also: { writers: namesOf('written_by') },
    told: { writers: fact('Written by') },
    apart: true,
  },
  what_changed: {
    ...{ title: 'What had changed before a stay', section: 'assessment', order: 'id', also: OF_STAY, apart: true },
    whose: [{ by: 'stay_id', of: 'stays' }],
    columns: {
      ...{ id: KEY, stay_id: KEY, safety: said(CHANGE_QUESTION_TEXT.safety('the young person')) },
      ...{ around: said(CHANGE_QUESTION_TEXT.around('')), needs: said(CHANGE_QUESTION_TEXT.needs('')), ...signed },
    },
    told: { stay: { as: 'nights', label: 'Stay' } },
  },
  information: {
    ...{ title: 'What was reported', section: 'assessment', whose: theirs, order: 'number' },
    columns: { id: KEY, number: KEY, young_person_id: THEIRS, text: said('Reported'), ...signed },
  },
  information_looks: {
    ...{ title: 'Who looked at what was reported', section: 'assessment', order: 'at' },
    whose: [{ by: 'information_id', of: 'information' }],
    columns: {
      ...{ information_id: KEY, unit_id: unit(), outcome: fact('What follows', LOOK_OUTCOME_TEXT) },
      ...{ note: said('Note'), ...signed },
      ...{ note_names_nobody: KEY, clears_report: KEY },
    },
    // A note on it goes on about whomever the report names.
    also: { reported: '(SELECT i.text FROM information i WHERE i.id = t.information_id)' },
    told: { reported: said('Reported') },
  },
};

function stoodBefore(field: Fact, was: string): string {
  return pastFactLines([{ field, was, until: new Date(0), by: '' }])[0]!.what;
}

/** What was decided about this file itself. */
export const DECIDED: Record<string, InFile> = {
  own_file_requests: {
    ...{ title: 'Who asked for a copy of this file', section: 'file', whose: theirs, order: 'number' },
    columns: {
      ...{ id: KEY, number: KEY, young_person_id: THEIRS, asked_by: fact('Asked by', ASKERS) },
      ...{ asker: said('Who'), asked_on: day('Asked on'), by_user: who('Made by'), at: moment('When') },
    },
  },
  own_file_releases: {
    ...{ title: 'Copies that were released', section: 'file', order: 'at' },
    whose: [{ by: 'request_id', of: 'own_file_requests' }],
    columns: {
      ...{
        request_id: KEY,
        put_in: out('Says which withheld words a manager read and put in by hand: they are in the file.'),
        taken_out: out('Says which words a manager kept out by hand and why, which may tell of another young person.'),
      },
      ...{ withheld: fact('Withheld'), copy: TWICE, by_user: who('Released by'), at: moment('When') },
    },
  },
};
