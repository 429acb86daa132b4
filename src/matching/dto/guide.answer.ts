import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { CHANGE_KINDS, type GuideChange } from '../domain/guide-changes.js';
import { RuleSetAnswer } from './rule-set.answer.js';

const NULL = { nullable: true };

@ApiSchema({ name: 'MatchingGuideVersion', description: 'A version of the matching guide; it never changes' })
export class GuideVersionAnswer {
  @WholeNumberAnswer('From 1, which came with the service') version: number;
  @InstantAnswer('When it was published') publishedAt: Date;
  @PartAnswer(NamedAnswer, NULL) publishedBy: NamedAnswer | null;
  @TextAnswer('Why it was published, or null for the one that came with the service', NULL) why: string | null;
  @TextAnswer('Who had agreed to it', NULL) agreedBy: string | null;
}

export class GuideVersionsAnswer extends pageOfAnswers(GuideVersionAnswer) {}

@ApiSchema({ name: 'MatchingGuide' })
export class GuideAnswer extends GuideVersionAnswer {
  @PartAnswer(RuleSetAnswer) rules: RuleSetAnswer;
  @YesNoAnswer('Whether it is the version in force') inForce: boolean;
}

@ApiSchema({ name: 'MatchingGuideFault', description: 'What is wrong with a matching guide' })
export class GuideFaultAnswer {
  @TextAnswer('Where: `interactions[3].points`') place: string;
  @TextAnswer('What to do') reason: string;
}

@ApiSchema({ name: 'MatchingGuideDraft', description: 'The next version; the one in force until something is changed' })
export class GuideDraftAnswer {
  @WholeNumberAnswer('The version in force') basedOn: number;
  @InstantAnswer('When it was last changed, or null where nothing is changed', NULL) changedAt: Date | null;
  @PartAnswer(NamedAnswer, NULL) changedBy: NamedAnswer | null;
  @PartsAnswer(GuideFaultAnswer, 'What has to be put right before it can be published') faults: GuideFaultAnswer[];
  @PartAnswer(RuleSetAnswer) rules: RuleSetAnswer;
}

@ApiSchema({ name: 'MatchingGuideChangedField' })
class ChangedFieldAnswer {
  @TextAnswer('What') label: string;
  @TextAnswer('As it is in force, in words') from: string;
  @TextAnswer('As it is in the draft, in words') to: string;
}

@ApiSchema({ name: 'MatchingGuideChange', description: 'A row in which two versions differ' })
class GuideChangeAnswer {
  @TextAnswer('Its section') section: string;
  @TextAnswer('Its row') row: string;
  @TextAnswer('The row in words') title: string;
  @ChoiceAnswer('MatchingGuideChangeKind', CHANGE_KINDS) kind: GuideChange['kind'];
  @PartsAnswer(ChangedFieldAnswer, 'Field by field') fields: ChangedFieldAnswer[];
}

export class GuideChangesAnswer {
  @PartsAnswer(GuideChangeAnswer, 'Section by section') items: GuideChangeAnswer[];
}
