import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  ChoicesAnswer,
  HalvesAnswer,
  PartAnswer,
  PartsAnswer,
  TextAnswer,
  WholeNumberAnswer,
} from '../../web/answer-fields.js';
import { EASES, FACTOR_IDS, type Ease, type Factor } from '../domain/factors.js';
import { BANDS, VERDICTS, type Band, type Verdict } from '../domain/verdicts.js';

const WHY = 'Why it is what it is';

@ApiSchema({ name: 'InteractionRule', description: 'What one poses to what another is vulnerable to' })
class InteractionAnswer {
  @ChoiceAnswer('Factor', FACTOR_IDS) poses: Factor;
  @ChoiceAnswer('Factor', FACTOR_IDS) vulnerable: Factor;
  @WholeNumberAnswer('Points at very high risk meeting very high need, serious') points: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'AlikeRule', description: 'What two both pose and draw each other into' })
class AlikeAnswer {
  @ChoiceAnswer('Factor', FACTOR_IDS) factor: Factor;
  @WholeNumberAnswer('Counted where both are at this level or above, 1 to 4') from: number;
  @WholeNumberAnswer('Points when both are at 4') points: number;
  @WholeNumberAnswer('How many percent of the points for two who get on well: at least 100') friendsPercent: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'StatusRule' })
class StatusAnswer {
  @WholeNumberAnswer('How many percent of the points a risk of this status takes') percent: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'StatusRules' })
class StatusesAnswer {
  @PartAnswer(StatusAnswer) history_only: StatusAnswer;
  @PartAnswer(StatusAnswer) mitigated: StatusAnswer;
  @PartAnswer(StatusAnswer) serious: StatusAnswer;
  @PartAnswer(StatusAnswer) imminent: StatusAnswer;
}

@ApiSchema({ name: 'EaseRule', description: 'What the house can do that lessens some risks' })
class EaseAnswer {
  @ChoiceAnswer('Ease', EASES) ease: Ease;
  @ChoicesAnswer('Factor', FACTOR_IDS, 'The factors that it eases') factors: Factor[];
  @WholeNumberAnswer('How many percent of the points are left') percent: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'AgeGapRule' })
class AgeGapAnswer {
  @WholeNumberAnswer('Years of age between two that count for nothing') freeYears: number;
  @WholeNumberAnswer('Points for each year beyond') pointsAYear: number;
  @WholeNumberAnswer('At most so many points') most: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'MitigationRule' })
class MitigationAnswer {
  @WholeNumberAnswer('Points that a decision *only with mitigation* takes') points: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'HighSupportRule' })
class HighSupportAnswer {
  @WholeNumberAnswer('Young people at high support on one night') atMost: number;
  @WholeNumberAnswer('Points for each above') points: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'SupportNeeds' })
class SupportNeedsAnswer {
  @HalvesAnswer('Of the staff for one with shared support') shared: number;
  @HalvesAnswer('One adult to two') one_to_two: number;
  @HalvesAnswer('One to one') one_to_one: number;
  @HalvesAnswer('Two to one') two_to_one: number;
}

@ApiSchema({ name: 'SupportRule' })
class SupportAnswer {
  @PartAnswer(SupportNeedsAnswer) needs: SupportNeedsAnswer;
  @WholeNumberAnswer('Points for each half above what the staff on duty can take') pointsAHalf: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'ConcernRule' })
class ConcernAnswer {
  @ChoiceAnswer('Factor', FACTOR_IDS) factor: Factor;
  @WholeNumberAnswer('Who poses it at this level or above, 1 to 4') level: number;
  @WholeNumberAnswer('At most so many of them on one night') atMost: number;
  @WholeNumberAnswer('Points for each above') points: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'GroupRules', description: 'Limits of the whole group of a night' })
class GroupAnswer {
  @PartAnswer(HighSupportAnswer) highSupport: HighSupportAnswer;
  @PartAnswer(SupportAnswer) support: SupportAnswer;
  @PartsAnswer(ConcernAnswer, 'At most so many of those who pose the same') concerns: ConcernAnswer[];
}

@ApiSchema({ name: 'BandRule' })
class BandAnswer {
  @ChoiceAnswer('Band', BANDS) band: Band;
  @WholeNumberAnswer('From so many points of the worst single reason on') from: number;
  @ChoiceAnswer('Verdict', VERDICTS) verdict: Exclude<Verdict, 'not_assessed'>;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'ScoreRule' })
class ScoreRuleAnswer {
  @WholeNumberAnswer('From this score on suitable') suitableFrom: number;
  @WholeNumberAnswer('From this score on suitable only with mitigation') mitigationFrom: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'StaleRule' })
class StaleAnswer {
  @WholeNumberAnswer('Days after which an assessment no longer counts') assessmentDays: number;
  @WholeNumberAnswer('Days after which what has changed is asked again') whatChangedDays: number;
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'AgainstAdviceRule' })
class AgainstAdviceAnswer {
  @ChoiceAnswer('SignsAgainstAdvice', ['unit_staff', 'manager']) by: 'unit_staff' | 'manager';
  @TextAnswer(WHY) why: string;
}

@ApiSchema({ name: 'AgainstAdviceRules', description: 'Who may sign against the advice' })
class AgainstAnswer {
  @PartAnswer(AgainstAdviceAnswer) only_with_mitigation: AgainstAdviceAnswer;
  @PartAnswer(AgainstAdviceAnswer) not_assessed: AgainstAdviceAnswer;
  @PartAnswer(AgainstAdviceAnswer) unsuitable: AgainstAdviceAnswer;
}

@ApiSchema({ name: 'RuleSet', description: 'The weights and thresholds by which young people are looked at together' })
export class RuleSetAnswer {
  @TextAnswer('What it is called') title: string;
  @PartsAnswer(InteractionAnswer, 'What one poses × what another is vulnerable to') interactions: InteractionAnswer[];
  @PartsAnswer(AlikeAnswer, 'What two both pose') alike: AlikeAnswer[];
  @PartAnswer(StatusesAnswer) statuses: StatusesAnswer;
  @PartsAnswer(EaseAnswer, 'What lessens risks') eases: EaseAnswer[];
  @PartAnswer(AgeGapAnswer) ageGap: AgeGapAnswer;
  @PartAnswer(MitigationAnswer) mitigation: MitigationAnswer;
  @PartAnswer(GroupAnswer) group: GroupAnswer;
  @PartsAnswer(BandAnswer, 'Least first, the first from 0') bands: BandAnswer[];
  @PartAnswer(ScoreRuleAnswer) score: ScoreRuleAnswer;
  @PartAnswer(StaleAnswer) stale: StaleAnswer;
  @PartAnswer(AgainstAnswer) againstAdvice: AgainstAnswer;
}
