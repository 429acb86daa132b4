import { ApiSchema } from '@nestjs/swagger';
import { IdAnswer, InstantAnswer, PartAnswer, PartsAnswer, TextAnswer, YesNoAnswer } from '../../web/answer-fields.js';
import type { FeedUnit } from '../domain/feed-allowed.js';

@ApiSchema({ name: 'FeedUnit', description: 'A unit of mine, and whether its manager allows feeds' })
export class FeedUnitAnswer implements FeedUnit {
  @IdAnswer('The unit') id: string;
  @TextAnswer('Its name') name: string;
  @YesNoAnswer('Whether what I see of it may be in my feed') feedsAllowed: boolean;
}

@ApiSchema({ name: 'FeedAddress', description: 'An address that works; never the address itself' })
export class FeedAddressAnswer {
  @InstantAnswer('When it was made') madeAt: Date;
  @InstantAnswer('When a program last fetched from it, to the minute, or null', { nullable: true })
  fetchedAt: Date | null;
}

@ApiSchema({ name: 'Feed', description: 'My calendar feed' })
export class FeedAnswer {
  @PartAnswer(FeedAddressAnswer, { nullable: true }) feed: FeedAddressAnswer | null;
  @PartsAnswer(FeedUnitAnswer, 'Units that it is about') units: FeedUnitAnswer[];
}

@ApiSchema({ name: 'NewFeed', description: 'A new address for my calendar feed, shown this once' })
export class NewFeedAnswer {
  @TextAnswer('Where calendar programs fetch it') address: string;
  @TextAnswer('The same as a link that opens a calendar program') webcal: string;
  @InstantAnswer('When it was made') madeAt: Date;
}
