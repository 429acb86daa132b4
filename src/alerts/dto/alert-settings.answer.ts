import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  ChoicesAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  TextAnswer,
  WholeNumberAnswer,
  YesNoAnswer,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import type { Previewed } from '../alert-previews.service.js';
import type { AlertSettingsView, KindView } from '../alert-settings.service.js';
import { ALERT_KINDS, AUDIENCES, type AlertKind, type Audience } from '../domain/alert-kinds.js';

@ApiSchema({ name: 'AlertNumber', description: 'A number of a kind of alert, and between what it may be set' })
export class AlertNumberAnswer {
  @TextAnswer('By which it is set') name: string;
  @TextAnswer('What it is') label: string;
  @TextAnswer('More about it, or null', { nullable: true }) hint: string | null;
  @WholeNumberAnswer('The least') min: number;
  @WholeNumberAnswer('The most') max: number;
  @WholeNumberAnswer('As it is set') value: number;
}

@ApiSchema({ name: 'AlertKindSettings', description: 'A kind of alert as it is set for a unit' })
export class AlertKindAnswer implements KindView {
  @ChoiceAnswer('AlertKind', ALERT_KINDS) kind: AlertKind;
  @TextAnswer('What it is called') name: string;
  @TextAnswer('When such an alert comes') comes: string;
  @YesNoAnswer('Whether it is on') on: boolean;
  @ChoicesAnswer('AlertAudience', AUDIENCES, 'Who is told') audience: Audience[];
  @ChoicesAnswer('AlertAudience', AUDIENCES, 'Who may be told') mayHear: Audience[];
  @PartsAnswer(AlertNumberAnswer, 'What can be set of it') numbers: AlertNumberAnswer[];
}

@ApiSchema({ name: 'AlertSettings', description: 'Which alerts a unit has, of what and for whom' })
export class AlertSettingsAnswer implements AlertSettingsView {
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PartsAnswer(AlertKindAnswer, 'Every kind') kinds: AlertKindAnswer[];
}

@ApiSchema({ name: 'PreviewedAlert', description: 'An alert that would be there' })
export class PreviewedAlertAnswer implements Omit<Previewed, 'linkText'> {
  @ChoiceAnswer('AlertKind', ALERT_KINDS) kind: AlertKind;
  @TextAnswer('What it is') title: string;
  @TextAnswer('Why it would come') why: string;
  @TextAnswer('What to do') what: string;
  @TextAnswer('The page that deals with it') href: string;
  @InstantAnswer('By when it wants to be acted on, or null', { nullable: true }) dueAt: Date | null;
}

@ApiSchema({ name: 'PreviewedAlerts', description: 'What would be there now, due first, at most a hundred' })
export class PreviewedAlertsAnswer {
  @PartsAnswer(PreviewedAlertAnswer, 'Due first') items: PreviewedAlertAnswer[];
}
