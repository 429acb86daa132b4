import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  ChoicesAnswer,
  HalvesAnswer,
  NumbersAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  TextsAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { GAPS, type Gap } from '../domain/assessed.js';
import { EASES, FACTOR_IDS, RISK_STATUSES, type Ease, type Factor, type RiskStatus } from '../domain/factors.js';
import { RULES, type Contribution, type Rule } from '../domain/judge-pair.js';
import { BANDS, VERDICTS, type Band, type Verdict } from '../domain/verdicts.js';

const FROM = 'From whom the risk comes, or null where it is about the whole group';
const OPTIONAL = { required: false };

@ApiSchema({ name: 'Contribution', description: 'One reason: 100 and the points of all reasons are the score' })
export class ContributionAnswer {
  @WholeNumberAnswer('Points, 0 or below; above only where a score would fall below 0') points: number;
  @ChoiceAnswer('CompatibilityRule', RULES) rule: Rule;
  @TextAnswer(FROM, { nullable: true }) from: string | null;
  @TextAnswer('Whom it meets, or null', { nullable: true }) to: string | null;
  @ChoiceAnswer('Factor', FACTOR_IDS, OPTIONAL) factor?: Factor;
  @ChoiceAnswer('Factor', FACTOR_IDS, OPTIONAL) meets?: Factor;
  @NumbersAnswer('The levels that meet', OPTIONAL) levels?: Contribution['levels'];
  @ChoiceAnswer('RiskStatus', RISK_STATUSES, OPTIONAL) status?: RiskStatus;
  @HalvesAnswer('Years of age between two, or how many there are', OPTIONAL) count?: number;
  @HalvesAnswer('Of so many at most', OPTIONAL) atMost?: number;
  @YesNoAnswer('They get on well, and that makes it worse', OPTIONAL) friends?: true;
  @ChoicesAnswer('Ease', EASES, 'What lessens it already', OPTIONAL) eased?: Ease[];
}

@ApiSchema({ name: 'Strength', description: 'Stands beside the score and offsets nothing' })
class StrengthAnswer {
  @ChoiceAnswer('StrengthKind', ['works_well', 'siblings']) kind: 'works_well' | 'siblings';
  @TextsAnswer('The two') between: readonly string[];
}

@ApiSchema({ name: 'AssessmentGap', description: 'Why nobody can say how somebody fits' })
class GapAnswer {
  @TextAnswer('Who') youngPerson: string;
  @ChoiceAnswer('Gap', GAPS) gap: Gap;
}

class JudgedAnswer {
  @WholeNumberAnswer('0 to 100') score: number;
  @ChoiceAnswer('Band', BANDS) band: Band;
  @ChoiceAnswer('Verdict', VERDICTS) verdict: Verdict;
  @PartsAnswer(ContributionAnswer, 'Heaviest first') contributions: ContributionAnswer[];
}

@ApiSchema({ name: 'JudgedPair', description: 'What stands between the guest and one of those who are there' })
class JudgedPairAnswer extends JudgedAnswer {
  @TextAnswer('With whom') with: string;
}

@ApiSchema({ name: 'JudgedNight' })
class JudgedNightAnswer extends JudgedAnswer {
  @PlainDateAnswer('Night') night: string;
  @PartsAnswer(JudgedPairAnswer, 'Each with whom they would share the night') pairs: JudgedPairAnswer[];
  @PartsAnswer(StrengthAnswer, 'What speaks for it') strengths: StrengthAnswer[];
  @PartsAnswer(GapAnswer, 'Who is not assessed') gaps: GapAnswer[];
}

@ApiSchema({ name: 'WorstNight' })
class WorstAnswer {
  @PlainDateAnswer('Night') night: string;
  @TextAnswer('With whom, or null where it is about the whole group', { nullable: true }) with: string | null;
  @PartAnswer(ContributionAnswer, { nullable: true }) reason: ContributionAnswer | null;
}

@ApiSchema({ name: 'Remedy', description: 'A way to make nights work that do not' })
class RemedyAnswer {
  @ChoiceAnswer('RemedyKind', ['ease', 'bed', 'assess']) kind: 'ease' | 'bed' | 'assess';
  @ChoicesAnswer('Ease', EASES, 'What the house would do on each of the nights', OPTIONAL) eases?: Ease[];
  @TextAnswer('Another bed', OPTIONAL) bed?: string;
  @ChoiceAnswer('Verdict', VERDICTS, OPTIONAL) verdict?: Verdict;
  @WholeNumberAnswer('The score then', OPTIONAL) score?: number;
  @TextAnswer('Who is to be assessed', OPTIONAL) youngPerson?: string;
  @ChoiceAnswer('Gap', GAPS, OPTIONAL) gap?: Gap;
}

@ApiSchema({
  name: 'Compatibility',
  description: 'How a young person fits on given nights: it advises, a person decides',
})
export class CompatibilityAnswer extends JudgedAnswer {
  @PartAnswer(WorstAnswer) worst: WorstAnswer;
  @PartsAnswer(StrengthAnswer, 'On any of the nights') strengths: StrengthAnswer[];
  @PartsAnswer(GapAnswer, 'Who is not assessed on any of the nights') gaps: GapAnswer[];
  @PartsAnswer(JudgedNightAnswer, 'Each night by itself') nights: JudgedNightAnswer[];
}

@ApiSchema({ name: 'ScoredGroup' })
export class ScoreAnswer extends CompatibilityAnswer {
  @WholeNumberAnswer('The version of the matching guide that was used, or null for one that was sent', {
    nullable: true,
  })
  version: number | null;
  @PartsAnswer(RemedyAnswer, 'What would make it work') wouldWork: RemedyAnswer[];
}
