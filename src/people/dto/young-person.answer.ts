import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { SUPPORT_LEVELS, type SupportLevel } from '../domain/stay-needs.js';
import { NamedAnswer } from '../../web/named.answer.js';

@ApiSchema({ name: 'Guest', description: 'A young person by name' })
export class GuestAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('First name') firstName: string;
  @TextAnswer('Last name') lastName: string;
}

@ApiSchema({ name: 'KnownYoungPerson', description: 'A young person as a request or a stay names them' })
export class KnownYoungPersonAnswer extends GuestAnswer {
  @PlainDateAnswer('Date of birth') dateOfBirth: string;
  @TextAnswer('Case number') caseNumber: string;
  @PartAnswer(NamedAnswer) keyWorker: NamedAnswer;
}

@ApiSchema({ name: 'YoungPerson' })
export class YoungPersonAnswer extends KnownYoungPersonAnswer {
  @WholeNumberAnswer('Age today') age: number;
  @PartsAnswer(NamedAnswer, 'CAS workers who may also read the record and ask for breaks')
  coWorkers: NamedAnswer[];
  @ChoiceAnswer('SupportLevel', SUPPORT_LEVELS) supportLevel: SupportLevel;
  @TextsAnswer('What their room must have, in the words of the beds’ attributes') roomNeeds: string[];
  @YesNoAnswer('No stay of theirs is moved to make room for another') keepsRoom: boolean;
  @WholeNumberAnswer('Days of notice that the family needs; null where nobody has recorded it', { nullable: true })
  noticeDays: number | null;
  @YesNoAnswer('The case number was given by the service, until the council’s own is known')
  caseNumberIsProvisional: boolean;
  @YesNoAnswer('The key worker is a manager of the unit, until a CAS worker is named') keyWorkerStandsIn: boolean;
  @YesNoAnswer('Nobody knows the date of birth: it is a guess') dateOfBirthIsGuess: boolean;
}

@ApiSchema({ name: 'YoungPeople' })
export class YoungPeopleAnswer extends pageOfAnswers(YoungPersonAnswer) {}
