import { ApiSchema } from '@nestjs/swagger';
import { IdAnswer, InstantAnswer, PartAnswer, PartsAnswer, TextAnswer } from '../../web/answer-fields.js';
import { NamedAnswer } from '../../web/named.answer.js';
import type { Webhook } from '../webhooks.service.js';

@ApiSchema({ name: 'Webhook', description: 'An address that is told when something is new; never its secret' })
export class WebhookAnswer implements Webhook {
  @IdAnswer('The address') id: string;
  @TextAnswer('Its name') name: string;
  @TextAnswer('Its host') host: string;
  @PartAnswer(NamedAnswer, { nullable: true }) unit: NamedAnswer | null;
  @InstantAnswer('When it was made') madeAt: Date;
  @InstantAnswer('When something went there last, or null', { nullable: true }) sentAt: Date | null;
}

@ApiSchema({ name: 'Webhooks', description: 'The addresses of the council and of my units' })
export class WebhooksAnswer {
  @PartsAnswer(WebhookAnswer, 'The oldest first') items: WebhookAnswer[];
}

@ApiSchema({ name: 'NewWebhook', description: 'An address that was made, with its secret, shown this once' })
export class NewWebhookAnswer {
  @IdAnswer('The address') id: string;
  @TextAnswer('Signs what is sent: HMAC-SHA256 over the timestamp, a dot and the body') secret: string;
}
