import { ApiSchema } from '@nestjs/swagger';
import { FACTOR_IDS, type Factor } from '../../matching/domain/factors.js';
import { BANDS, VERDICTS, type Band, type Verdict } from '../../matching/domain/verdicts.js';
import { GuestAnswer } from '../../people/dto/young-person.answer.js';
import {
  ChoiceAnswer,
  HalvesAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  PlainDatesAnswer,
  TextsAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { DecisionInForceAnswer, FitReasonAnswer } from './fit.answer.js';

const LIMITS = ['high_support', 'support', 'concern'] as const;

@ApiSchema({ name: 'OneOfGroup', description: 'Somebody who is there; null where you may not see them' })
export class OneOfGroupAnswer {
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @PlainDatesAnswer('The nights on which they are there') nights: string[];
}

@ApiSchema({
  name: 'SideOfPair',
  description: 'One of two, and how grave the worst risk is that they are to the other',
})
export class SideOfPairAnswer {
  @PartAnswer(GuestAnswer, { nullable: true }) youngPerson: GuestAnswer | null;
  @ChoiceAnswer('Band', BANDS, { nullable: true }) riskFromThem: Band | null;
}

@ApiSchema({ name: 'PairOfGroup', description: 'Two who share a night, on the gravest of the nights that they share' })
export class PairOfGroupAnswer {
  @PartsAnswer(SideOfPairAnswer, 'The two') sides: SideOfPairAnswer[];
  @ChoiceAnswer('Verdict', VERDICTS) verdict: Verdict;
  @ChoiceAnswer('Band', BANDS) band: Band;
  @WholeNumberAnswer('0 to 100') score: number;
  @PlainDateAnswer('The night it is about') night: string;
  @PlainDatesAnswer('The nights that they share') nights: string[];
  @PartsAnswer(FitReasonAnswer, 'Heaviest first') contributions: FitReasonAnswer[];
  @PartAnswer(DecisionInForceAnswer, { nullable: true }) decision: DecisionInForceAnswer | null;
  @TextsAnswer('What stands beside the score and offsets nothing') strengths: string[];
  @TextsAnswer(
    'Of each of them who is not assessed, what is missing and whose move it is: never a sign that nothing stands between them',
  )
  missing: string[];
}

@ApiSchema({
  name: 'GroupLimit',
  description: 'What all together ask of the house; `atMost` is null where nobody set it',
})
export class GroupLimitAnswer {
  @ChoiceAnswer('GroupRule', LIMITS) rule: (typeof LIMITS)[number];
  @ChoiceAnswer('Factor', FACTOR_IDS, { nullable: true }) factor: Factor | null;
  @HalvesAnswer('How many') count: number;
  @WholeNumberAnswer('At most', { nullable: true }) atMost: number | null;
}

@ApiSchema({ name: 'NightOfGroup' })
export class NightOfGroupAnswer {
  @PlainDateAnswer('Night') night: string;
  @WholeNumberAnswer('How many are there') people: number;
  @PartsAnswer(GroupLimitAnswer, 'The limits of the guide and of the staff') limits: GroupLimitAnswer[];
}

@ApiSchema({ name: 'AsIf', description: 'Somebody who is looked at as if they came' })
export class AsIfAnswer {
  @PartAnswer(GuestAnswer) youngPerson: GuestAnswer;
  @PartAnswer(NamedAnswer, { nullable: true }) bed: NamedAnswer | null;
}

@ApiSchema({
  name: 'Group',
  description: 'Those who are there on some nights, and what stands between any two of them',
})
export class GroupAnswer {
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PlainDateAnswer('The first night') arrival: string;
  @PlainDateAnswer('The day after the last') departure: string;
  @WholeNumberAnswer('The version of the matching guide') version: number;
  @PartAnswer(AsIfAnswer, { nullable: true }) asIf: AsIfAnswer | null;
  @PartsAnswer(OneOfGroupAnswer, 'Everybody who has a bed on one of the nights') people: OneOfGroupAnswer[];
  @PartsAnswer(PairOfGroupAnswer, 'Any two who share a night') pairs: PairOfGroupAnswer[];
  @PartsAnswer(NightOfGroupAnswer, 'By night') nights: NightOfGroupAnswer[];
}
