import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { REGISTER_FIELDS, type RegisterField } from '../domain/register.js';

@ApiSchema({ name: 'RegisterRow', description: 'A row of the register of children: one stay' })
export class RegisterRowAnswer {
  @IdAnswer('The stay') stayId: string;
  @TextAnswer('Name') name: string;
  @PlainDateAnswer('Date of birth') dateOfBirth: string;
  @TextAnswer('Case number') caseNumber: string;
  @PlainDateAnswer('Date of admission') admitted: string;
  @PlainDateAnswer('Date of leaving, or null', { nullable: true }) left: string | null;
  @TextAnswer('Address before admission; empty while nobody has recorded it') addressBefore: string;
  @TextAnswer('Address on leaving; empty while nobody has recorded it') addressAfter: string;
  @TextAnswer('Placing authority') authority: string;
  @TextAnswer('Statutory provision; empty while nobody has decided') provision: string;
}

@ApiSchema({ name: 'Register' })
export class RegisterAnswer extends pageOfAnswers(RegisterRowAnswer) {}

@ApiSchema({ name: 'RegisterStep' })
export class RegisterStepAnswer {
  @ChoiceAnswer('RegisterField', REGISTER_FIELDS) field: RegisterField;
  @TextAnswer('What was recorded') value: string;
  @TextAnswer('Why it was put right; empty the first time') reason: string;
  @InstantAnswer('When') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'RegisterEntry', description: 'What the register asks of a stay beside its dates' })
export class RegisterEntryAnswer {
  @TextAnswer('Address before admission; may be empty') addressBefore: string;
  @TextAnswer('Address on leaving; may be empty') addressAfter: string;
  @TextAnswer('Placing authority') authority: string;
  @PartsAnswer(RegisterStepAnswer, 'Everything that was recorded, the latest first') events: RegisterStepAnswer[];
}
