import { endingOf, type EndedBy, type EndingCode } from '../stays/domain/ending.js';
import { ABSENCE_END_TEXT, ABSENCE_TEXT } from '../stays/domain/absence.js';
import { LEGAL_STATUS_TEXT } from '../stays/domain/legal-status-text.js';
import { REGISTER_FIELD_TEXT } from '../stays/domain/register.js';
import type { StayAction, StayState } from '../stays/domain/stay-state.js';
import { STAY_STATE_TEXT } from '../stays/domain/stay-steps.js';
import { stepSaid, type StepToSay } from '../stays/domain/step-said.js';
import { endingToFile } from '../stays/domain/summary.js';
import { toldStep } from '../requests/domain/told-step.js';
import {
  day,
  fact,
  KEY,
  moment,
  OF_OTHERS,
  out,
  said,
  THEIRS,
  TWICE,
  unit,
  who,
  type Column,
} from './domain/columns.js';
import type { InFile, Row } from './table.js';

export const ofStay = [{ by: 'stay_id', of: 'stays' }] as const;
export const STAY = { stay: `(SELECT s.arrival || '/' || s.departure FROM stays s WHERE s.id = t.stay_id)` };
export const stayTold: Record<string, Column> = { stay: { as: 'nights', label: 'Stay' } };
export const signed = { by_user: who('Written down by'), at: moment('When') };
const ZONE = { zone: '(SELECT u.zone FROM stays s JOIN units u ON u.id = s.unit_id WHERE s.id = t.stay_id)' };

const REGISTER_TEXT = {
  ...{ address_before: REGISTER_FIELD_TEXT.addressBefore, address_after: REGISTER_FIELD_TEXT.addressAfter },
  authority: REGISTER_FIELD_TEXT.authority,
};

/** From booking to departure, as a key worker is told of it. */
export const STAYS: Record<string, InFile> = {
  stays: {
    ...{ title: 'Stays', section: 'stays', whose: [{ by: 'young_person_id' }], order: 'arrival, id' },
    columns: {
      ...{ id: KEY, unit_id: unit(), young_person_id: THEIRS, part_id: KEY },
      ...{ arrival: day('Arrival'), departure: day('Departure'), state: fact('State', STAY_STATE_TEXT) },
      ...{
        booked_at: moment('Booked'),
        booked_by: who('Booked by'),
        arrived_at: moment('Arrived'),
        departed_at: moment('Left'),
      },
      ended_why: out('The words on an ending stand with the step, where they can concern nobody else.'),
      ...{ kind: fact('Kind', { planned: 'Planned', emergency: 'Emergency' }), authority: said('Who placed them') },
      overdue_since: day('Should have left on'),
      ...{ legal_status: fact('Legal status', LEGAL_STATUS_TEXT), legal_note: said('Note on it') },
      ...{
        legal_decided_by: who('Decided by'),
        legal_decided_at: moment('Decided'),
        legal_asked_at: moment('Asked for'),
      },
      ...{ planned_arrival: day('Arrival as planned'), planned_departure: day('Departure as planned') },
      ...{ ended_by: TWICE, ended_code: TWICE, ended_at: TWICE, expected_at: moment('Expected') },
      ...{ review_due_at: moment('To be looked back on by'), reviewed_at: moment('Looked back on') },
    },
    also: { zone: '(SELECT u.zone FROM units u WHERE u.id = t.unit_id)' },
    tell: (row) => ({ ...row, ending: endingOfStay(row) }),
    told: { ending: fact('How it ended') },
  },
  stay_events: {
    ...{ title: 'What happened to the stays', section: 'stays', whose: ofStay, order: 'at, id' },
    columns: {
      ...{ id: KEY, stay_id: KEY, at: moment('When'), by_user: TWICE, action: TWICE, note: said('Note') },
      ...{ arrival: day('Arrival then'), departure: day('Departure then'), happened_at: TWICE, instead_of: TWICE },
      ...{ ended_by: TWICE, code: TWICE, expected_at: TWICE, planned: TWICE, before: TWICE, because_of: OF_OTHERS },
    },
    also: { ...STAY, ...ZONE, by: '(SELECT u.name FROM users u WHERE u.id = t.by_user)' },
    tell: tellStep,
    told: { ...stayTold, step: fact('What happened') },
  },
  register_entries: {
    ...{ title: 'The register of children', section: 'stays', whose: ofStay, order: 'id', also: STAY },
    columns: {
      ...{
        id: KEY,
        stay_id: KEY,
        field: fact('What', REGISTER_TEXT),
        value: said('Entry'),
        reason: said('Put right because'),
      },
      ...signed,
    },
    told: stayTold,
  },
  absences: {
    ...{ title: 'Away during a stay', section: 'stays', whose: ofStay, order: 'since, id', also: STAY },
    columns: {
      ...{ id: KEY, stay_id: KEY, kind: fact('Where', ABSENCE_TEXT), since: moment('Since'), note: said('Note') },
      ...{ back_at: moment('Until'), recorded_at: moment('Written down'), recorded_by: who('Written down by') },
      ...{ back_recorded_by: who('End written down by'), ended_by: fact('How it ended', ABSENCE_END_TEXT) },
      meets_another: out('Says that two absences touch each other in time.'),
    },
    told: stayTold,
  },
  absence_events: {
    ...{
      title: 'What was written down of absences',
      section: 'stays',
      whose: [{ by: 'absence_id', of: 'absences' }],
      order: 'id',
    },
    columns: {
      ...{ id: KEY, absence_id: KEY, at: moment('When'), by_user: who('Written down by') },
      action: fact('What was done', {
        ...{ told: 'Written down', ended: 'End written down', reopened: 'Opened again' },
        ...{ corrected: 'Put right', taken_back: 'Taken back' },
      }),
      ...{ reason: said('Why'), kind: fact('Where', ABSENCE_TEXT), since: moment('Since'), back_at: moment('Until') },
      ...{ ended_by: fact('How it ended', ABSENCE_END_TEXT), note: said('Note') },
    },
    also: {
      stay: `(SELECT s.arrival || '/' || s.departure FROM absences a JOIN stays s ON s.id = a.stay_id WHERE a.id = t.absence_id)`,
    },
    told: stayTold,
  },
};

function endingOfStay(row: Row): string | null {
  return endingToFile(
    endingOf({
      ...{ state: row['state'] as StayState, by: row['ended_by'] as EndedBy | null, zone: row['zone'] as string },
      ...{ code: row['ended_code'] as EndingCode | null, endedAt: row['ended_at'] as Date | null },
      ...{ expectedAt: row['expected_at'] as Date | null, departedAt: row['departed_at'] as Date | null },
      plannedDeparture: row['planned_departure'] as string,
    }),
  );
}

/** A step as a key worker is told of it, in a sentence. */
function tellStep(row: Row): Row {
  const step = toldStep({
    ...(row as Row & { action: StayAction; code: string | null; note: string; arrival: string; departure: string }),
    ...{ from: null, isOfStay: true, endedBy: row['ended_by'] as EndedBy | null },
    ...{ happenedAt: row['happened_at'] as Date | null, insteadOf: row['instead_of'] as Date | null },
  });
  const toSay = {
    ...{ at: row['at'], action: step.action, happenedAt: step.happenedAt, insteadOf: step.insteadOf },
    ...{ endedBy: step.endedBy, code: step.code, expectedAt: row['expected_at'], planned: row['planned'] },
  } as StepToSay;
  return { ...step, step: stepSaid((row['by'] as string | null) ?? 'The service', toSay, row['zone'] as string) };
}
