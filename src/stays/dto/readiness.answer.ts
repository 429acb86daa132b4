import { ApiSchema } from '@nestjs/swagger';
import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import {
  ChoiceAnswer,
  ChoicesAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { CONSENTS, type Consent } from '../domain/confirmation.js';
import {
  READY_ITEMS,
  READY_OWNERS,
  READY_STATES,
  type ReadyItem,
  type ReadyOwner,
  type ReadyState,
} from '../domain/readiness.js';

@ApiSchema({ name: 'Confirmed', description: 'What somebody confirmed last' })
export class ConfirmedAnswer {
  @PlainDateAnswer('The date on it', { nullable: true }) dated: string | null;
  @ChoicesAnswer('Consent', CONSENTS, 'Which consents there are') covers: Consent[];
  @ChoiceAnswer('LegalStatus', LEGAL_STATUSES, { nullable: true }) legalStatus: LegalStatus | null;
  @TextAnswer('What was written beside it') note: string;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When') at: Date;
}

@ApiSchema({ name: 'Check', description: 'One thing that has to be in order before an arrival' })
export class CheckAnswer {
  @ChoiceAnswer('ReadyItem', READY_ITEMS) item: ReadyItem;
  @TextAnswer('What it is called') title: string;
  @ChoiceAnswer('ReadyState', READY_STATES) state: ReadyState;
  @TextAnswer('How it stands, and what to do') text: string;
  @ChoiceAnswer('ReadyOwner', READY_OWNERS) owner: ReadyOwner;
  @TextAnswer('Whose it is, in words') whose: string;
  @PartAnswer(ConfirmedAnswer, { nullable: true }) confirmed: ConfirmedAnswer | null;
}

@ApiSchema({ name: 'Checklist', description: 'What has to be in order before an arrival' })
export class ChecklistAnswer {
  @PartsAnswer(CheckAnswer, 'In a fixed order; a CAS worker is not told of the company') items: CheckAnswer[];
  @WholeNumberAnswer('How many are open') open: number;
}
