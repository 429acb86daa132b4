import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PlainDateAnswer,
  TextAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { NOTICE_KINDS, type NoticeKind } from '../domain/notice-kinds.js';

const MAYBE = { nullable: true };

@ApiSchema({ name: 'PersonOfNotice', description: 'Whom a notice is about' })
export class PersonOfNoticeAnswer {
  @IdAnswer('The young person') id: string;
  @TextAnswer('First name') firstName: string;
  @TextAnswer('Last name') lastName: string;
  @PlainDateAnswer('Date of birth') dateOfBirth: string;
  @TextAnswer('Case number') caseNumber: string;
}

@ApiSchema({ name: 'NightsOfNotice', description: 'The nights of the offer or of the stay' })
export class NightsOfNoticeAnswer {
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
}

@ApiSchema({ name: 'Notice', description: 'Something that I should know of and have not read' })
export class NoticeAnswer {
  @IdAnswer('The notice') id: string;
  @ChoiceAnswer('NoticeKind', NOTICE_KINDS) kind: NoticeKind;
  @InstantAnswer('When it was made') madeAt: Date;
  @TextAnswer('What it is about, and what to do') says: string;
  @TextAnswer('The page that deals with it, or null', MAYBE) href: string | null;
  @PartAnswer(PersonOfNoticeAnswer, MAYBE) youngPerson: PersonOfNoticeAnswer | null;
  @PartAnswer(NightsOfNoticeAnswer, MAYBE) nights: NightsOfNoticeAnswer | null;
  @PartAnswer(NamedAnswer, MAYBE) unit: NamedAnswer | null;
  @InstantAnswer('By when it wants to be acted on, or null', MAYBE) until: Date | null;
  @TextAnswer('Whose it is, of whom I only stand in for; null where it is my own', MAYBE) insteadOf: string | null;
}

@ApiSchema({ name: 'Notices', description: 'A page of my notices, the newest first' })
export class NoticesAnswer extends pageOfAnswers(NoticeAnswer) {}
