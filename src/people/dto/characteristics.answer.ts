import { ApiSchema } from '@nestjs/swagger';
import { ChoiceAnswer, InstantAnswer, PartsAnswer, TextAnswer } from '../../web/answer-fields.js';
import { CHARACTERISTIC_KINDS, type CharacteristicKind } from '../domain/characteristics.js';

@ApiSchema({ name: 'Characteristic', description: 'What a young person says of themselves, or that nobody has asked' })
export class CharacteristicAnswer {
  @ChoiceAnswer('CharacteristicKind', CHARACTERISTIC_KINDS) kind: CharacteristicKind;
  @TextAnswer('The answer; `prefers_not_to_say` or `not_recorded` where there is none') answer: string;
  @TextAnswer('The name of who wrote it down last, or null', { nullable: true }) writtenBy: string | null;
  @InstantAnswer('When, or null', { nullable: true }) writtenAt: Date | null;
}

@ApiSchema({
  name: 'Characteristics',
  description: 'For the monitoring of equality; of one young person for their key worker alone',
})
export class CharacteristicsAnswer {
  @PartsAnswer(CharacteristicAnswer, 'Each that is asked, in its order') items: CharacteristicAnswer[];
}

@ApiSchema({
  name: 'NeedsToMeet',
  description: 'What is to be met for a young person, for everybody who cares for them',
})
export class NeedsToMeetAnswer {
  @TextAnswer('Food and drink; empty where nobody has written anything down') diet: string;
  @TextAnswer('Faith and belief') faith: string;
  @TextAnswer('Access') access: string;
  @TextAnswer('Who they are') identity: string;
}
