import { ChoiceField, InstantField, PlainDateField, TextField, YesNoField } from '../../web/fields.js';
import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import { ABSENCES, type AbsenceKind } from '../domain/absence.js';

export class HappenedDto {
  /** When it happened; now when left out. */
  @InstantField('Time', { required: false }) at?: Date;
}

export class ArriveDto extends HappenedDto {
  /** That a time which is more likely a slip is right all the same. Asked for by a refusal that names this field. */
  @YesNoField('That the time is right', { required: false }) certain?: boolean;
  /** Needed where a recorded arrival is put right: why. */
  @TextField('Reason', { max: 1000, required: false }) reason?: string;
}

export class DepartDto extends HappenedDto {
  /** Why they left early or late; needed where a recorded departure is put right: why. */
  @TextField('Reason', { max: 1000, required: false }) reason?: string;
}

export class ReasonDto {
  @TextField('The reason', { max: 1000 }) reason: string;
}

export class AwayDto {
  @ChoiceField('Where they are', ABSENCES) kind: AbsenceKind;
  /** Since when; now when left out. */
  @InstantField('Time', { required: false }) since?: Date;
  @TextField('Note', { max: 1000, required: false }) note?: string;
}

export class AbsenceDto {
  @ChoiceField('Where they were', ABSENCES) kind: AbsenceKind;
  @InstantField('Since when') since: Date;
  /** When they were back; left out once the stay is over, until it ended. */
  @InstantField('Until when', { required: false }) until?: Date;
  @TextField('Note', { max: 1000, required: false }) note?: string;
}

/** What is left out stays as it was written down. */
export class CorrectAbsenceDto {
  @TextField('Why it is corrected', { max: 1000 }) reason: string;
  @ChoiceField('Where they were', ABSENCES, { required: false }) kind?: AbsenceKind;
  @InstantField('Since when', { required: false }) since?: Date;
  @InstantField('Until when', { required: false }) until?: Date;
  @TextField('Note', { max: 1000, required: false }) note?: string;
}

export class StayOnDto {
  @PlainDateField('The new departure') departure: string;
  @TextField('Why they cannot go home', { max: 1000 }) reason: string;
}

export class LegalStatusDto {
  @ChoiceField('The legal status', LEGAL_STATUSES) status: LegalStatus;
  /** Needed for `other`: which it is. */
  @TextField('Note', { max: 1000, required: false }) note?: string;
}
