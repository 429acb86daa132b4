import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  PartAnswer,
  PartsAnswer,
  PlainDateAnswer,
  TextAnswer,
  WholeNumberAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { GuideFaultAnswer } from './guide.answer.js';
import { VERDICTS, type Verdict } from '../domain/verdicts.js';

@ApiSchema({ name: 'ChangedPairs', description: 'How many pairs go from one advice to another' })
class ChangedPairsAnswer {
  @ChoiceAnswer('Verdict', VERDICTS) from: Verdict;
  @ChoiceAnswer('Verdict', VERDICTS) to: Verdict;
  @WholeNumberAnswer('How many') pairs: number;
}

@ApiSchema({ name: 'OpenedNights', description: 'Nights with a bed to give, for each young person who could come' })
class OpenedNightsAnswer {
  @WholeNumberAnswer('How many were looked at') of: number;
  @WholeNumberAnswer('How many become possible: suitable, or only with mitigation') opened: number;
  @WholeNumberAnswer('How many are possible now and would not be') closed: number;
}

@ApiSchema({ name: 'PreviewedYoungPerson' })
class PreviewedPersonAnswer {
  @IdAnswer('Id') id: string;
  @TextAnswer('First name') firstName: string;
  @TextAnswer('Last name') lastName: string;
}

class ChangedAnswer {
  @PartAnswer(PreviewedPersonAnswer) youngPerson: PreviewedPersonAnswer;
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PlainDateAnswer('Arrival') arrival: string;
  @PlainDateAnswer('Departure') departure: string;
  @ChoiceAnswer('Verdict', VERDICTS) from: Verdict;
  @ChoiceAnswer('Verdict', VERDICTS) to: Verdict;
  @PlainDateAnswer('The gravest night by the draft') night: string;
}

@ApiSchema({ name: 'ChangedStay', description: 'A booked stay, or one that is on, whose advice would change' })
class ChangedStayAnswer extends ChangedAnswer {
  @IdAnswer('The stay') stayId: string;
}

@ApiSchema({ name: 'ChangedOffer', description: 'An offer, signed or not, whose advice would change' })
class ChangedOfferAnswer extends ChangedAnswer {
  @IdAnswer('The request that it is for') requestId: string;
}

@ApiSchema({ name: 'MatchingGuidePreview', description: 'What the draft would change; its list is of stays' })
export class GuidePreviewAnswer extends pageOfAnswers(ChangedStayAnswer) {
  @WholeNumberAnswer('The version in force, with which the draft is compared') basedOn: number;
  @PlainDateAnswer('The first night that is looked at') from: string;
  @PlainDateAnswer('The night after the last') to: string;
  @PartsAnswer(NamedAnswer, 'The units that are looked at: those at which I work') units: NamedAnswer[];
  @WholeNumberAnswer('Young people looked at') people: number;
  @WholeNumberAnswer('Of so many whom I may read and who are of an age for these units') ofPeople: number;
  @WholeNumberAnswer('Pairs looked at') pairs: number;
  @PartsAnswer(ChangedPairsAnswer, 'What becomes graver first') pairChanges: ChangedPairsAnswer[];
  @PartsAnswer(
    GuideFaultAnswer,
    'What keeps the draft from being published: with any, these are figures of a guide that cannot come',
  )
  faults: GuideFaultAnswer[];
  @WholeNumberAnswer('Stays looked at') stays: number;
  @WholeNumberAnswer('Open offers looked at') offers: number;
  @WholeNumberAnswer('How many of them change') offersChanged: number;
  @PartsAnswer(ChangedOfferAnswer, 'The first 50 of those, what becomes graver first')
  changedOffers: ChangedOfferAnswer[];
  @PartAnswer(OpenedNightsAnswer) nights: OpenedNightsAnswer;
}
