import { ChoiceField, IdField, PlainDateField, TextField, TimeField, YesNoField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { VISIT_KINDS, type VisitKind } from '../../stays/domain/visit.js';

export class VisitsQuery extends PageQuery {
  @PlainDateField('From') from: string;
  @PlainDateField('To') to: string;
}

export class PlanVisitDto {
  @IdField('Young person') youngPerson: string;
  @PlainDateField('Date') date: string;
  @TimeField('The time at which it begins') startsAt: string;
  @TimeField('The time at which it ends') endsAt: string;
  @ChoiceField('The kind of visit', VISIT_KINDS) kind: VisitKind;
  @TextField('Note', { max: 1000, required: false }) note?: string;
  /** From a manager who may sign: why it is planned though the staff of that day cannot take one more. */
  @TextField('Reason', { max: 1000, required: false }) overrule?: string;
  /** It took place already, and is only written down. */
  @TextField('Who was there', { max: 1000, required: false }) whoWasThere?: string;
  /**
   * That a date more than a month back is right all the same, or that this was another visit than the one that is planned
   * for that day. Asked for by a refusal that names this field.
   */
  @YesNoField('That the date is right', { required: false }) certain?: boolean;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class VisitHappenedDto {
  @TextField('Who was there', { max: 1000 }) whoWasThere: string;
  /** As planned when left out. */
  @TimeField('The time at which it began', { required: false }) startedAt?: string;
  @TimeField('The time at which it ended', { required: false }) endedAt?: string;
  /** As with a visit that nobody had planned. */
  @YesNoField('That the date is right', { required: false }) certain?: boolean;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class MoveVisitDto {
  @PlainDateField('Date') date: string;
  @TimeField('The time at which it begins') startsAt: string;
  @TimeField('The time at which it ends') endsAt: string;
  @TextField('Why it is moved', { max: 1000, required: false }) reason?: string;
  /** From a manager who may sign: why it is planned though the staff of that day cannot take one more. */
  @TextField('Reason', { max: 1000, required: false }) overrule?: string;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

/** What is left out stays as it was written down. */
export class CorrectVisitDto {
  @TextField('Why it is corrected', { max: 1000 }) reason: string;
  @PlainDateField('The day', { required: false }) date?: string;
  @TextField('Who was there', { max: 1000, required: false }) whoWasThere?: string;
  @TimeField('The time at which it began', { required: false }) startedAt?: string;
  @TimeField('The time at which it ended', { required: false }) endedAt?: string;
  @TextField('Note', { max: 1000, required: false }) note?: string;
  /** As with a visit that nobody had planned. */
  @YesNoField('That the date is right', { required: false }) certain?: boolean;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class CancelVisitDto {
  @TextField('Why it is cancelled', { max: 1000 }) reason: string;
  /** What seems to be the name of another young person is not. */
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}
