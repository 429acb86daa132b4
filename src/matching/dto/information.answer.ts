import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  YesNoAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import { LOOK_OUTCOMES, type LookOutcome } from '../domain/information.js';

@ApiSchema({ name: 'InformationLook', description: 'That somebody of a unit has looked at it' })
export class LookAnswer {
  @TextAnswer('The unit') unit: string;
  @TextAnswer('Who looked at it') by: string;
  @InstantAnswer('When') at: Date;
  @ChoiceAnswer('LookOutcome', LOOK_OUTCOMES) outcome: LookOutcome;
  @TextAnswer('What they did or decided') note: string;
}

@ApiSchema({ name: 'Information', description: 'What somebody has learnt of a young person; kept as it was said' })
export class InformationAnswer {
  @IdAnswer('Id') id: string;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @TextAnswer('In their words; a sentence in their place where they name somebody whom you may not read') text: string;
  @InstantAnswer('When') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @PartsAnswer(LookAnswer, 'By each unit once') looks: LookAnswer[];
}

@ApiSchema({ name: 'TouchedStay', description: 'A booked or current stay that it touches' })
export class TouchedStayAnswer {
  @IdAnswer('The stay') id: string;
  @IdAnswer('The unit') unitId: string;
  @TextAnswer('The unit by name') unit: string;
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
}

@ApiSchema({ name: 'OpenedInformation' })
export class OpenedInformationAnswer extends InformationAnswer {
  @PartsAnswer(TouchedStayAnswer, 'Their own, and those that share nights with it, of whom the reader may know')
  touches: TouchedStayAnswer[];
  @YesNoAnswer('It seems to name another young person: its words are withheld from whoever may not read them')
  namesOthers: boolean;
}

@ApiSchema({ name: 'InformationPage' })
export class InformationPageAnswer extends pageOfAnswers(InformationAnswer) {}

@ApiSchema({ name: 'InformationToLookAt' })
export class InformationToLookAtAnswer {
  @PartsAnswer(InformationAnswer, 'What touches stays at my units and nobody there has looked at')
  items: InformationAnswer[];
}
