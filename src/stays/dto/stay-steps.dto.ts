import { ChoiceField, IdsField, InstantField, PlainDateField, TextField, YesNoField } from '../../web/fields.js';
import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import { CANCELLED_BY, ENDED_BY, ENDING_CODES, reasonsFor, type EndedBy, type EndingCode } from '../domain/ending.js';
import { ABSENCES, type AbsenceKind } from '../domain/absence.js';

export class HappenedDto {
  /** When it happened; now when left out. */
  @InstantField('Time', { required: false }) at?: Date;
}

class TogetherDto extends HappenedDto {
  /** Stays of brothers and sisters who were asked for together: all in one step, or none. */
  @IdsField('Stays', { min: 0, max: 5, required: false }) together?: string[];
}

export class ArriveDto extends TogetherDto {
  /** That a time which is more likely a slip is right all the same. Asked for by a refusal that names this field. */
  @YesNoField('That the time is right', { required: false }) certain?: boolean;
  /** Where they lived before, for the register of children; their home on record when left out. */
  @TextField('The address before admission', { max: 500, required: false }) addressBefore?: string;
  /** Needed where a recorded arrival is put right: why. */
  @TextField('Reason', { max: 1000, required: false }) reason?: string;
}

export class DepartDto extends TogetherDto {
  /** Why they left early or late; needed where a recorded departure is put right: why. */
  @TextField('Reason', { max: 1000, required: false }) reason?: string;
  /** Where they go, for the register of children; their home on record when left out. */
  @TextField('The address on leaving', { max: 500, required: false }) addressAfter?: string;
  /** Who ended the stay, where they left before the planned day. */
  @ChoiceField('Who ended the stay', ENDED_BY, { required: false }) by?: EndedBy;
  /** Why, from the list of whoever ended it; `other` needs a `reason`. */
  @ChoiceField('Why the stay ended early', ENDING_CODES, { required: false }) code?: EndingCode;
}

/** Either a reason from the list, or one in words; `other` needs both. */
export class NoShowDto {
  /** Stays of brothers and sisters who were asked for together: all in one step, or none. */
  @IdsField('Stays', { min: 0, max: 5, required: false }) together?: string[];
  @ChoiceField('Why they did not arrive', reasonsFor('no_show', null)!, { required: false }) code?: EndingCode;
  @TextField('The reason', { max: 1000, required: false }) reason?: string;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

/** Either a reason from the list, or one in words; `other` needs both. */
export class CancelDto {
  /** Stays of brothers and sisters who were asked for together: all in one step, or none. */
  @IdsField('Stays', { min: 0, max: 5, required: false }) together?: string[];
  /** When left out: the family where a CAS worker cancels, the unit where its own people do. */
  @ChoiceField('Who cancelled', CANCELLED_BY, { required: false }) by?: EndedBy;
  /** From the list of whoever cancelled. */
  @ChoiceField('Why the stay is cancelled', ENDING_CODES, { required: false }) code?: EndingCode;
  @TextField('The reason', { max: 1000, required: false }) reason?: string;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
  /** When it was said; now when left out. From then to the planned arrival was the notice. */
  @InstantField('Time', { required: false }) at?: Date;
}

/** What is left out stays as it was written down. */
export class CorrectEndingDto {
  @ChoiceField('Who ended the stay or called it off', ENDED_BY, { required: false }) by?: EndedBy;
  /** From the list of whoever it was, or of those who did not come. */
  @ChoiceField('Why it ended', ENDING_CODES, { required: false }) code?: EndingCode;
  @TextField('Note', { max: 1000, required: false }) note?: string;
  @TextField('Why it is corrected', { max: 1000 }) reason: string;
  /** What seems to be the name of another young person in the note is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
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
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}
