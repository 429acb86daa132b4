import { ApiSchema } from '@nestjs/swagger';
import {
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
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
}

@ApiSchema({ name: 'YoungPeople' })
export class YoungPeopleAnswer extends pageOfAnswers(YoungPersonAnswer) {}
