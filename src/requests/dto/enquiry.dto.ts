import { ChoiceField, IdField, PlainDateField, TextField } from '../../web/fields.js';
import { NOT_WANTED, type NotWanted } from '../domain/enquiry.js';

const NOTE = { max: 1000, required: false } as const;

/** `from` is the arrival and `to` the departure of the stay that would fill the nights. */
export class EnquireDto {
  @IdField('Young person') youngPerson: string;
  @PlainDateField('From') from: string;
  @PlainDateField('To') to: string;
}

export class AnswerEnquiryDto {
  @ChoiceField('Answer', ['yes', 'no']) answer: 'yes' | 'no';
  /** Of a no. */
  @ChoiceField('Reason', NOT_WANTED, { required: false }) reason?: NotWanted;
  @TextField('What else the unit should know', NOTE) note?: string;
}

export class NotWantedForm {
  @ChoiceField('Why not', NOT_WANTED) reason: NotWanted;
  @TextField('What else the unit should know', NOTE) note?: string;
}
