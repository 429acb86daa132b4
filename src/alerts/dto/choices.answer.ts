import { ApiSchema } from '@nestjs/swagger';
import { ChoiceAnswer, PartAnswer, TextAnswer, YesNoAnswer } from '../../web/answer-fields.js';
import type { ChoicesView } from '../choices.service.js';
import { WHILE_AWAY, type WhileAway } from '../domain/choices.js';
import type { NoticeTopic } from '../domain/notice-kinds.js';
import { HOW, type How } from '../domain/when-to-send.js';

const HowAnswer = () => ChoiceAnswer('HowToHear', HOW);

@ApiSchema({ name: 'HowOfTopics', description: 'How I hear of each topic beside the page, where everything is' })
export class HowOfTopicsAnswer implements Record<NoticeTopic, How> {
  @HowAnswer() offers: How;
  @HowAnswer() enquiries: How;
  @HowAnswer() information: How;
  @HowAnswer() emergencies: How;
  @HowAnswer() jointWork: How;
  @HowAnswer() reviews: How;
  @HowAnswer() alerts: How;
}

@ApiSchema({ name: 'QuietHours', description: 'When nothing is sent, by the clocks in London' })
export class QuietHoursAnswer {
  @YesNoAnswer('Whether there are any') on: boolean;
  @TextAnswer('When they begin, on the 24-hour clock, or null', { nullable: true }) from: string | null;
  @TextAnswer('When they end, or null', { nullable: true }) until: string | null;
}

@ApiSchema({ name: 'Notifications', description: 'How I hear of what is new' })
export class NotificationsAnswer implements ChoicesView {
  @PartAnswer(HowOfTopicsAnswer) how: HowOfTopicsAnswer;
  @PartAnswer(QuietHoursAnswer) quiet: QuietHoursAnswer;
  @ChoiceAnswer('WhoHearsWhileAway', WHILE_AWAY) whileAway: WhileAway;
  @YesNoAnswer('Whether messages are sent by e-mail at all') byMail: boolean;
}
