import { ApiSchema } from '@nestjs/swagger';
import {
  ChoiceAnswer,
  IdAnswer,
  InstantAnswer,
  PartAnswer,
  PartsAnswer,
  TextAnswer,
  pageOfAnswers,
} from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import { ALERT_STEPS, ENDED_WHY, type AlertEvent, type AlertStep, type EndedWhy } from '../alert-view.js';
import { ALERT_KINDS, type AlertKind } from '../domain/alert-kinds.js';

const MAYBE = { nullable: true };

@ApiSchema({ name: 'PersonOfAlert', description: 'Whom an alert is about' })
export class PersonOfAlertAnswer {
  @IdAnswer('The young person') id: string;
  @TextAnswer('First name') firstName: string;
  @TextAnswer('Last name') lastName: string;
}

@ApiSchema({ name: 'Alert', description: 'Something worth acting on, why it came and what to do' })
export class AlertAnswer {
  @IdAnswer('The alert') id: string;
  @ChoiceAnswer('AlertKind', ALERT_KINDS) kind: AlertKind;
  @PartAnswer(NamedAnswer) unit: NamedAnswer;
  @PartAnswer(PersonOfAlertAnswer, MAYBE) youngPerson: PersonOfAlertAnswer | null;
  @TextAnswer('What it is') title: string;
  @TextAnswer('Why it came') why: string;
  @TextAnswer('What to do') what: string;
  @TextAnswer('The page that deals with it') href: string;
  @InstantAnswer('By when it wants to be acted on, or null', MAYBE) dueAt: Date | null;
  @InstantAnswer('When it came') openedAt: Date;
  @InstantAnswer('When it said something else last') updatedAt: Date;
  @PartAnswer(NamedAnswer, MAYBE) takenBy: NamedAnswer | null;
  @InstantAnswer('Since when somebody sees to it, or null', MAYBE) takenAt: Date | null;
  @InstantAnswer('Until when it is put off, or null', MAYBE) snoozedUntil: Date | null;
  @InstantAnswer('When it ended, or null', MAYBE) endedAt: Date | null;
  @ChoiceAnswer('AlertEndedWhy', ENDED_WHY, MAYBE) endedWhy: EndedWhy | null;
  @PartAnswer(NamedAnswer, MAYBE) endedBy: NamedAnswer | null;
  @TextAnswer('How whoever resolved it saw to it, or null', MAYBE) reason: string | null;
}

@ApiSchema({ name: 'AlertEvent', description: 'A step of an alert' })
export class AlertEventAnswer implements AlertEvent {
  @InstantAnswer('When') at: Date;
  @ChoiceAnswer('AlertStep', ALERT_STEPS) what: AlertStep;
  @PartAnswer(NamedAnswer, MAYBE) by: NamedAnswer | null;
  @InstantAnswer('Until when it was put off, or null', MAYBE) until: Date | null;
}

@ApiSchema({ name: 'OpenedAlert', description: 'An alert with what became of it' })
export class OpenedAlertAnswer extends AlertAnswer {
  @PartsAnswer(AlertEventAnswer, 'The first step first') events: AlertEventAnswer[];
}

@ApiSchema({ name: 'Alerts', description: 'A page of alerts, due first; of those that are over the latest first' })
export class AlertsAnswer extends pageOfAnswers(AlertAnswer) {}
