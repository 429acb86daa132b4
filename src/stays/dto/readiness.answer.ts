import { ApiSchema } from '@nestjs/swagger';
import { LEGAL_STATUSES, type LegalStatus } from '../../calendar/domain/legal-status.js';
import {
  ChoiceAnswer,
  ChoicesAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
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

@ApiSchema({ name: 'OwnCheckSaid' })
export class OwnCheckSaidAnswer {
  @YesNoAnswer('It is in order') done: boolean;
  @TextAnswer('What was written beside it') note: string;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @InstantAnswer('When') at: Date;
}

@ApiSchema({ name: 'OwnCheck', description: 'Something that the unit asks for of its own' })
export class OwnCheckAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('What it is') text: string;
  @ChoiceAnswer('ReadyOwner', READY_OWNERS) owner: ReadyOwner;
  @ChoiceAnswer('OwnCheckState', ['done', 'missing']) state: 'done' | 'missing';
  @TextAnswer('Whose it is, in words') whose: string;
  @PartAnswer(OwnCheckSaidAnswer, { nullable: true }) said: OwnCheckSaidAnswer | null;
}

@ApiSchema({ name: 'UnitChecklistItem' })
export class UnitChecklistItemAnswer {
  @ChoiceAnswer('ReadyItem', READY_ITEMS) item: ReadyItem;
  @TextAnswer('What it is called') title: string;
  @ChoiceAnswer('ReadyOwner', READY_OWNERS) owner: ReadyOwner;
  @YesNoAnswer('The unit asks for it') applies: boolean;
}

@ApiSchema({ name: 'UnitCheck' })
export class UnitCheckAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('What it is') text: string;
  @ChoiceAnswer('ReadyOwner', READY_OWNERS) owner: ReadyOwner;
  @YesNoAnswer('The unit asks for it') applies: boolean;
}

@ApiSchema({ name: 'UnitChecklistEvent' })
export class UnitChecklistEventAnswer {
  @InstantAnswer('When') at: Date;
  @TextAnswer('By whom') by: string;
  @TextAnswer('What it is about') title: string;
  @ChoiceAnswer('UnitChecklistChange', ['added', 'applies', 'left_out']) what: 'added' | 'applies' | 'left_out';
}

@ApiSchema({ name: 'UnitChecklist', description: 'What a unit asks for before an arrival, and who changed it' })
export class UnitChecklistAnswer {
  @PartsAnswer(UnitChecklistItemAnswer, 'What the service knows of') items: UnitChecklistItemAnswer[];
  @PartsAnswer(UnitCheckAnswer, 'Its own') own: UnitCheckAnswer[];
  @PartsAnswer(UnitChecklistEventAnswer, 'Who changed it, the latest first') events: UnitChecklistEventAnswer[];
}

@ApiSchema({ name: 'Checklist', description: 'What has to be in order before an arrival' })
export class ChecklistAnswer {
  @PartsAnswer(CheckAnswer, 'In a fixed order; a CAS worker is not told of the company') items: CheckAnswer[];
  @PartsAnswer(OwnCheckAnswer, 'What the unit asks for of its own, for a stay') own: OwnCheckAnswer[];
  @WholeNumberAnswer('How many are open') open: number;
}
