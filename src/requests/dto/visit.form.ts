import { ChoiceField, IdField, PlainDateField, TextField, TimeField, YesNoField } from '../../web/fields.js';
import { PageQuery } from '../../web/paging.js';
import { VISIT_KINDS, type VisitKind } from '../../stays/domain/visit.js';

export const SHOWN_VISITS = ['coming', 'past'] as const;

export class VisitsPageQuery extends PageQuery {
  @IdField('Unit', { required: false }) unit?: string;
  @ChoiceField('Visits', SHOWN_VISITS, { required: false }) show: (typeof SHOWN_VISITS)[number] = 'coming';
}

export class NewVisitQuery extends PageQuery {
  @IdField('Young person', { required: false }) youngPerson?: string;
  @TextField('Name or case number', { max: 100, required: false }) search?: string;
}

export const VISIT_WHEN = ['to_come', 'took_place'] as const;

export class PlanVisitForm {
  @ChoiceField('Whether it is to come', VISIT_WHEN, { required: false }) when: (typeof VISIT_WHEN)[number] = 'to_come';
  @IdField('Unit') unit: string;
  @ChoiceField('The kind of visit', VISIT_KINDS) kind: VisitKind;
  @PlainDateField('The day') date: string;
  @TimeField('The time at which it begins') startsAt: string;
  @TimeField('The time at which it ends') endsAt: string;
  @TextField('Note', { max: 1000, required: false }) note?: string;
  @TextField('Reason', { max: 1000, required: false }) overrule?: string;
  @TextField('Who was there', { max: 1000, required: false }) whoWasThere?: string;
  @YesNoField('That the date is right', { required: false }) certain?: boolean;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class VisitHappenedForm {
  @TextField('Who was there', { max: 1000 }) whoWasThere: string;
  @TimeField('The time at which it began') startedAt: string;
  @TimeField('The time at which it ended') endedAt: string;
  @YesNoField('That the date is right', { required: false }) certain?: boolean;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}

export class CorrectVisitForm {
  @PlainDateField('The day') date: string;
  @TextField('Who was there', { max: 1000 }) whoWasThere: string;
  @TimeField('The time at which it began') startedAt: string;
  @TimeField('The time at which it ended') endedAt: string;
  @TextField('Note', { max: 1000, required: false }) note?: string;
  @TextField('Why it is corrected', { max: 1000 }) reason: string;
  @YesNoField('That the date is right', { required: false }) certain?: boolean;
  @YesNoField('That it names no other young person', { required: false }) namesNobodyElse?: boolean;
}
