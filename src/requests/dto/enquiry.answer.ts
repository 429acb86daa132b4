import { ApiSchema } from '@nestjs/swagger';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  pageOfAnswers,
  PartAnswer,
  PlainDateAnswer,
  TextAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { NOT_WANTED, type NotWanted } from '../domain/enquiry.js';

@ApiSchema({ name: 'EnquiryAsked' })
export class EnquiryAskedAnswer {
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When') at: Date;
}

@ApiSchema({ name: 'EnquiryAnswered', description: 'What the key worker said: a request that they began, or why not' })
export class EnquiryAnsweredAnswer extends EnquiryAskedAnswer {
  @IdAnswer('The request that was begun, for a yes', { nullable: true }) request: string | null;
  @ChoiceAnswer('NotWanted', NOT_WANTED, { nullable: true }) reason: NotWanted | null;
  @TextAnswer('What else the unit should know') note: string;
}

@ApiSchema({
  name: 'Enquiry',
  description: 'Whether a family would want free nights, as the unit asked the key worker',
})
export class EnquiryAnswer {
  @IdAnswer('Id') id: string;
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @PartAnswer(EnquiryAskedAnswer) asked: EnquiryAskedAnswer;
  @PartAnswer(EnquiryAnsweredAnswer, { nullable: true }) answer: EnquiryAnsweredAnswer | null;
}

@ApiSchema({ name: 'OpenedEnquiry' })
export class OpenedEnquiryAnswer extends EnquiryAnswer {
  @YesNoAnswer('Whether you can answer it now') mayAnswer: boolean;
}

@ApiSchema({ name: 'OpenEnquiry' })
export class OpenEnquiryAnswer extends EnquiryAnswer {
  @InstantAnswer('By when the answer is owed') due: Date;
}

@ApiSchema({ name: 'OpenEnquiries' })
export class OpenEnquiriesAnswer extends pageOfAnswers(OpenEnquiryAnswer) {}
