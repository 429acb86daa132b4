import { AIM_MET_TEXT } from '../people/domain/family-plan.js';
import { EMERGENCY_DECISION_TEXT, HOW_REACHED_TEXT } from '../requests/domain/emergency-text.js';
import { ESCORT_PART_TEXT } from '../stays/domain/escort.js';
import { LEGAL_STATUS_TEXT } from '../stays/domain/legal-status-text.js';
import { MOMENT_TEXT } from '../stays/domain/outcome.js';
import { FACE_TEXT, MET_AIM_TEXT, SUGGESTION_TEXT } from '../stays/domain/review.js';
import { NOTE_KIND_TEXT } from '../stays/domain/stay-note.js';
import { VISIT_ACTION_TEXT, VISIT_KIND_TEXT, VISIT_STATE_TEXT } from '../stays/domain/visit.js';
import { day, fact, KEY, linesOf, moment, OF_OTHERS, out, said, THEIRS, TWICE, unit, who } from './domain/columns.js';
import { ofStay, signed, STAY, stayTold } from './tables-of-stays.js';
import type { InFile } from './table.js';

const ofMedicine = [{ by: 'medicine_id', of: 'medicines' }] as const;
const MEDICINE = { medicine: `(SELECT m.name FROM medicines m WHERE m.id = t.medicine_id)` };
const stayOf = (table: string, column: string) =>
  `(SELECT s.arrival || '/' || s.departure FROM ${table} p JOIN stays s ON s.id = p.stay_id WHERE p.id = t.${column})`;
const ofVisit = [{ by: 'visit_id', of: 'visits' }] as const;
const ofEmergency = [{ by: 'emergency_id', of: 'emergencies' }] as const;
const MARKED = (review: string) =>
  `EXISTS (SELECT 1 FROM stay_reviews v WHERE v.id = ${review} AND (v.names_others
    OR EXISTS (SELECT 1 FROM review_marks k WHERE k.review_id = v.id)))`;
const clock = (label: string) => fact(label);

const ANSWERS = {
  ...{ known: 'What is known', expectedAt: 'Expected', until: 'Until', why: 'Why they need a place' },
  ...{ risk: 'What is known of risk', authority: 'Who placed them' },
};

/** What was written down while they stayed, how it went, visits and emergencies. */
export const RECORDS: Record<string, InFile> = {
  stay_notes: {
    ...{ title: 'Notes', section: 'records', whose: ofStay, order: 'number', also: STAY },
    // A note that was put right by one that names others, or that puts right one that does, is about them, too.
    aboutOthers: `t.names_others OR EXISTS (SELECT 1 FROM stay_notes c
      WHERE c.names_others AND (c.corrects = t.id OR c.id = t.corrects OR c.corrects = t.corrects))`,
    columns: {
      ...{ id: KEY, number: KEY, stay_id: KEY, kind: fact('What about', NOTE_KIND_TEXT), text: said('Note') },
      names_others: out('Whoever wrote it says that it names somebody else: then its words are withheld.'),
      ...{ corrects: out('Says which note it puts right: both are in the file.'), ...signed },
    },
    told: stayTold,
  },
  shift_notes: {
    ...{ title: 'Notes from one shift to the next that name them', section: 'records', order: 'at, id' },
    // Written about the house: only what was written while they were there, or a day before or after, can be about them.
    whose: [{ by: 'unit_id', of: 'stays', key: 'unit_id' }],
    only: {
      where: `EXISTS (SELECT 1 FROM stays s JOIN units u ON u.id = s.unit_id WHERE s.young_person_id = $1 AND s.unit_id = t.unit_id
                        AND (t.at AT TIME ZONE u.zone)::date BETWEEN s.arrival - 1 AND s.departure + 1)
              AND NOT EXISTS (SELECT 1 FROM shift_notes_taken_back b WHERE b.note_id = t.id)`,
      why: 'Only those that name them and were written around their stays. All others are about the house.',
    },
    naming: true,
    columns: {
      id: KEY,
      unit_id: unit(),
      text: said('Note'),
      corrects: out('Says which note it puts right.'),
      ...signed,
    },
  },
  escorts: {
    ...{ title: 'Who brings and collects them', section: 'records', whose: ofStay, order: 'number', also: STAY },
    columns: {
      ...{ id: KEY, number: KEY, stay_id: KEY, parts: fact('What they do', ESCORT_PART_TEXT), name: said('Name') },
      ...{ relationship: said('Who they are to them'), phone: out('The telephone number of somebody else.') },
      ...{ carried_from: KEY, ...signed },
    },
    told: stayTold,
  },
  escort_removals: {
    ...{
      title: 'Who was taken off that list',
      section: 'records',
      whose: [{ by: 'escort_id', of: 'escorts' }],
      order: 'at',
    },
    columns: { escort_id: KEY, why: said('Why'), ...signed },
    also: { stay: stayOf('escorts', 'escort_id'), name: '(SELECT e.name FROM escorts e WHERE e.id = t.escort_id)' },
    told: { ...stayTold, name: said('Name') },
  },
  escort_checks: {
    ...{ title: 'When that list was confirmed', section: 'records', whose: ofStay, order: 'id', also: STAY },
    columns: { id: KEY, stay_id: KEY, ...signed },
    told: stayTold,
  },
  medicines: {
    ...{ title: 'Medicines', section: 'records', whose: ofStay, order: 'number', also: STAY },
    columns: { id: KEY, number: KEY, stay_id: KEY, name: said('Medicine'), form: said('Form') },
    told: stayTold,
  },
  medicine_counts: {
    ...{ title: 'Medicines counted in and out', section: 'records', whose: ofMedicine, order: 'id' },
    columns: {
      ...{ id: KEY, medicine_id: KEY, direction: fact('Counted', { in: 'In', out: 'Out' }), count: fact('Count') },
      ...{ counted_by: said('Counted by'), witnessed_by: said('Witnessed by'), note: said('Note'), ...signed },
    },
    also: { ...MEDICINE, stay: stayOf('medicines', 'medicine_id') },
    told: { ...stayTold, medicine: said('Medicine') },
  },
  medicine_removals: {
    ...{ title: 'Medicines that were taken off', section: 'records', whose: ofMedicine, order: 'at' },
    columns: { medicine_id: KEY, why: said('Why'), ...signed },
    also: { ...MEDICINE, stay: stayOf('medicines', 'medicine_id') },
    told: { ...stayTold, medicine: said('Medicine') },
  },
  unit_check_confirmations: {
    ...{ title: 'What else the unit asked before they came', section: 'records', whose: ofStay, order: 'id' },
    columns: { id: KEY, stay_id: KEY, check_id: KEY, done: fact('Done'), note: said('Note'), ...signed },
    also: { ...STAY, check: '(SELECT c.text FROM unit_checks c WHERE c.id = t.check_id)' },
    told: { ...stayTold, check: said('What') },
  },
  stay_reviews: {
    ...{ title: 'How stays went, in the words of each', section: 'after', whose: ofStay, order: 'number', also: STAY },
    aboutOthers: MARKED('t.id'),
    columns: {
      ...{ id: KEY, number: KEY, stay_id: KEY },
      voice: fact('Who says it', { young_person: 'The young person', family: 'The family', staff: 'The staff' }),
      ...{ face: fact('How it was', FACE_TEXT), said: said('What they say'), said_by: said('Who of the family') },
      ...{ how: said('How they said it'), met_aim: fact('Met its aim', MET_AIM_TEXT), next_time: said('Next time') },
      ...{ without_young_person: said('Why without the young person'), without_family: said('Why without the family') },
      names_others: out('Whoever wrote it says that it names somebody else: then its words are withheld.'),
      ...signed,
    },
    told: stayTold,
  },
  review_aims: {
    ...{ title: 'Whether a stay met the aims', section: 'after', order: 'review_id, aim_id' },
    whose: [{ by: 'review_id', of: 'stay_reviews' }],
    aboutOthers: MARKED('t.review_id'),
    columns: { review_id: KEY, aim_id: KEY, met: fact('Met', AIM_MET_TEXT), said: said('Why') },
    also: {
      stay: stayOf('stay_reviews', 'review_id'),
      aim: '(SELECT a.text FROM plan_aims a WHERE a.id = t.aim_id)',
    },
    told: { ...stayTold, aim: said('Aim') },
  },
  review_marks: {
    ...{ title: 'Words that were marked as naming somebody else', section: 'after', order: 'at' },
    whose: [{ by: 'review_id', of: 'stay_reviews' }],
    columns: { review_id: KEY, at: moment('When'), by_user: who('Marked by') },
    also: { stay: stayOf('stay_reviews', 'review_id') },
    told: stayTold,
  },
  outcome_values: {
    ...{ title: 'What was measured', section: 'after', whose: ofStay, order: 'id' },
    columns: {
      id: KEY,
      stay_id: KEY,
      measure_id: KEY,
      moment: fact('When', MOMENT_TEXT),
      value: fact('Value'),
      ...signed,
    },
    also: { ...STAY, measure: '(SELECT m.name FROM outcome_measures m WHERE m.id = t.measure_id)' },
    told: { ...stayTold, measure: fact('What was measured') },
  },
  suggestions: {
    ...{ title: 'What a stay has shown', section: 'after', whose: ofStay, order: 'number', also: STAY },
    only: { where: `t.kind = 'assessment'`, why: 'Others are about two young people.' },
    columns: {
      ...{ id: KEY, number: KEY, stay_id: KEY, kind: fact('What', SUGGESTION_TEXT), other_id: OF_OTHERS },
      ...{ text: said('Why'), ...signed, done_at: moment('Dealt with'), done_by: who('Dealt with by') },
      done_text: said('What was done'),
    },
    told: stayTold,
  },
  visits: {
    ...{ title: 'Visits', section: 'visits', whose: [{ by: 'young_person_id' }], order: 'date, starts_at, id' },
    columns: {
      ...{
        id: KEY,
        unit_id: unit(),
        young_person_id: THEIRS,
        date: day('Date'),
        starts_at: clock('From'),
        ends_at: clock('Until'),
      },
      ...{ kind: fact('Kind', VISIT_KIND_TEXT), state: fact('State', VISIT_STATE_TEXT), note: said('Note') },
      ...{ made_at: moment('Written down'), made_by: who('Written down by'), overruled_because: OF_OTHERS },
      ...{ who_was_there: said('Who was there'), against: OF_OTHERS, cancelled_why: said('Why it was cancelled') },
      ...{ recorded_at: moment('Recorded'), recorded_by: who('Recorded by') },
    },
  },
  visit_events: {
    ...{ title: 'What happened to the visits', section: 'visits', whose: ofVisit, order: 'id' },
    only: {
      where: `t.action <> 'decided'`,
      why: 'Why a visit goes ahead although somebody else is there is about both.',
    },
    columns: {
      ...{ id: KEY, visit_id: KEY, at: moment('When'), by_user: who('Who'), action: fact('What', VISIT_ACTION_TEXT) },
      ...{
        reason: said('Why'),
        date: day('Date'),
        starts_at: clock('From'),
        ends_at: clock('Until'),
        note: said('Note'),
      },
      who_was_there: said('Who was there'),
    },
  },
  emergencies: {
    ...{ title: 'Emergencies', section: 'emergencies', order: 'opened_at, id' },
    whose: [{ by: 'young_person_id' }, { by: 'stay_id', of: 'stays' }],
    columns: {
      ...{ id: KEY, unit_id: unit(), young_person_id: THEIRS, newcomer: TWICE, called: said('Called') },
      ...{
        known: said('What is known'),
        expected_at: moment('Expected'),
        until: day('Until'),
        why: said('Why they needed a place'),
      },
      ...{ risk: said('What is known of risk'), house: OF_OTHERS, authority: said('Who placed them') },
      ...{
        legal_basis: fact('Legal status', LEGAL_STATUS_TEXT),
        opened_at: moment('Begun'),
        opened_by: who('Begun by'),
      },
      ...{ stay_id: KEY, ended_at: moment('Ended'), ended_by: who('Ended by'), ended_why: said('Why it was ended') },
      settled_at: moment('Settled'),
    },
  },
  emergency_entries: {
    ...{ title: 'What was answered in an emergency', section: 'emergencies', whose: ofEmergency, order: 'id' },
    columns: { id: KEY, emergency_id: KEY, ...signed, answers: said('Answers', (value) => linesOf(value, ANSWERS)) },
  },
  emergency_decisions: {
    ...{ title: 'What the on-call manager decided', section: 'emergencies', whose: ofEmergency, order: 'place' },
    columns: {
      ...{
        id: KEY,
        place: KEY,
        emergency_id: KEY,
        decision: fact('Decision', EMERGENCY_DECISION_TEXT),
        said: OF_OTHERS,
      },
      ...{ decided_by: TWICE, decided_by_name: fact('Decided by'), how: fact('Asked', HOW_REACHED_TEXT) },
      ...{ rung_at: moment('Asked at'), recorded_at: moment('Written down'), recorded_by: who('Written down by') },
      ...{ told: OF_OTHERS, countersign_by: moment('To be countersigned by') },
    },
  },
  emergency_countersignatures: {
    ...{ title: 'Who countersigned it', section: 'emergencies', order: 'at' },
    whose: [{ by: 'decision_id', of: 'emergency_decisions' }],
    columns: { decision_id: KEY, by_user: who('Who'), at: moment('When'), agrees: fact('Agrees'), note: OF_OTHERS },
  },
};
