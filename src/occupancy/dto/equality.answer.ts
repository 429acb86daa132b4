import { ApiSchema } from '@nestjs/swagger';
import { CHARACTERISTIC_KINDS, type CharacteristicKind } from '../../people/domain/characteristics.js';
import {
  ChoiceAnswer,
  HalvesAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';

const HIDDEN = { nullable: true };

@ApiSchema({
  name: 'EqualityFigures',
  description:
    'What came of breaks that were asked for. A figure below five, or one that would give such a figure away, is null',
})
export class EqualityFiguresAnswer {
  @WholeNumberAnswer('Young people for whom a break was asked', HIDDEN) people: number | null;
  @WholeNumberAnswer('Breaks asked for them', HIDDEN) requests: number | null;
  @WholeNumberAnswer('Young people of whom a request was refused', HIDDEN) refused: number | null;
  @HalvesAnswer('The median of the days to the first offer that was signed', HIDDEN) waited: number | null;
  @HalvesAnswer('The median score of the advice, as it was at the last decision', HIDDEN) score: number | null;
}

@ApiSchema({ name: 'EqualityGroup' })
export class EqualityGroupAnswer extends EqualityFiguresAnswer {
  @TextAnswer('The answer by which they are a group') answer: string;
  @TextAnswer('The same in words') text: string;
}

@ApiSchema({ name: 'EqualityCharacteristic' })
export class EqualityCharacteristicAnswer {
  @ChoiceAnswer('CharacteristicKind', CHARACTERISTIC_KINDS) kind: CharacteristicKind;
  @PartsAnswer(EqualityGroupAnswer, 'Every answer that there is, in its order') groups: EqualityGroupAnswer[];
}

@ApiSchema({ name: 'Equality', description: 'Twelve whole months of a unit, by what young people say of themselves' })
export class EqualityAnswer {
  @PlainDateAnswer('The first day') from: string;
  @PlainDateAnswer('The date after the last day') to: string;
  @PartAnswer(EqualityFiguresAnswer) all: EqualityFiguresAnswer;
  @PartsAnswer(EqualityCharacteristicAnswer, 'One for each characteristic')
  characteristics: EqualityCharacteristicAnswer[];
}
