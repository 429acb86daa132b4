import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { AIM_MET, type AimMet } from '../../people/domain/family-plan.js';
import { NamedAimAnswer } from '../../people/dto/family-plan.answer.js';
import { KnownYoungPersonAnswer } from '../../people/dto/young-person.answer.js';
import { NamedAnswer } from '../../web/named.answer.js';
import {
  MET_AIM,
  SUGGESTION_KINDS,
  VOICES,
  type Face,
  type MetAim,
  type SuggestionKind,
  type Voice,
} from '../domain/review.js';

@ApiSchema({ name: 'AimReview', description: 'Whether a stay met an aim of the family plan' })
export class AimReviewAnswer extends NamedAimAnswer {
  @ChoiceAnswer('AimMet', AIM_MET) met: AimMet;
  @TextAnswer('Why; may be empty') said: string;
}

@ApiSchema({ name: 'Review', description: 'What one voice said of a stay; it is never edited' })
export class ReviewAnswer {
  @IdAnswer('Id') id: string;
  @ChoiceAnswer('Voice', VOICES) voice: Voice;
  @WholeNumberAnswer('From 1, very bad, to 5, very good; null without a face', { nullable: true }) face: Face | null;
  @TextAnswer('What they said; of the staff, why it met its aim or did not') said: string;
  @TextAnswer('Who of the family said it; else empty') saidBy: string;
  @TextAnswer('How they said it; of the young person `themselves`, `paper` or `told`') how: string;
  @ChoiceAnswer('MetAim', MET_AIM, { nullable: true }) metAim: MetAim | null;
  @PartsAnswer(AimReviewAnswer, 'Of the staff: each aim that they looked at') aims: AimReviewAnswer[];
  @TextAnswer('What to do next time; may be empty') nextTime: string;
  @TextAnswer('Why the young person was not heard; may be empty') withoutYoungPerson: string;
  @TextAnswer('Why the family was not heard; may be empty') withoutFamily: string;
  @YesNoAnswer('Its words name another young person, and a CAS worker does not read them') namesOthers: boolean;
  @InstantAnswer('When it was written down') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
}

@ApiSchema({ name: 'SuggestedWith' })
export class SuggestedWithAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('First name') firstName: string;
  @TextAnswer('Last name') lastName: string;
}

@ApiSchema({ name: 'SuggestionDone' })
export class SuggestionDoneAnswer {
  @InstantAnswer('When') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @TextAnswer('What came of it') text: string;
}

@ApiSchema({ name: 'Suggestion', description: 'What a stay has shown that somebody should decide' })
export class SuggestionAnswer {
  @IdAnswer('Id') id: string;
  @IdAnswer('The stay') stayId: string;
  @ChoiceAnswer('SuggestionKind', SUGGESTION_KINDS) kind: SuggestionKind;
  @PartAnswer(SuggestedWithAnswer, { nullable: true }) other: SuggestedWithAnswer | null;
  @TextAnswer('Why') text: string;
  @InstantAnswer('When') at: Date;
  @PartAnswer(NamedAnswer) by: NamedAnswer;
  @PartAnswer(SuggestionDoneAnswer, { nullable: true }) done: SuggestionDoneAnswer | null;
}

@ApiSchema({ name: 'HowItWent', description: 'What was said of a stay, and what it has shown' })
export class HowItWentAnswer {
  @TextAnswer('What the break was for; empty without a request') purpose: string;
  @PartsAnswer(NamedAimAnswer, 'The aims of the family plan that it was for') aims: NamedAimAnswer[];
  @PartsAnswer(ReviewAnswer, 'The latest first') reviews: ReviewAnswer[];
  @PartsAnswer(SuggestionAnswer, 'The oldest first; a CAS worker is told of new assessments alone')
  suggestions: SuggestionAnswer[];
}

@ApiSchema({ name: 'UnitOfSuggestion' })
export class UnitIdAnswer {
  @IdAnswer('The unit of the stay') id: string;
}

@ApiSchema({ name: 'OneSuggestion' })
export class OneSuggestionAnswer extends SuggestionAnswer {
  @PartAnswer(KnownYoungPersonAnswer) youngPerson: KnownYoungPersonAnswer;
  @PartAnswer(UnitIdAnswer) unit: UnitIdAnswer;
}

@ApiSchema({ name: 'Suggestions' })
export class SuggestionsAnswer {
  @PartsAnswer(OneSuggestionAnswer, 'What is mine to do, the longest open first') items: OneSuggestionAnswer[];
}
