import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { HowItWentAnswer } from './dto/review.answer.js';
import { ReviewDto } from './dto/review.dto.js';
import { ReviewsService } from './reviews.service.js';

@ApiTags('Stays')
@Controller('api/v1/stays')
export class ReviewsController {
  constructor(private readonly reviews: ReviewsService) {}

  @Get(':id/reviews')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listReviews', summary: 'How a stay went, in the words of each voice' })
  @ApiOkResponse({ type: HowItWentAnswer })
  list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<HowItWentAnswer> {
    return this.reviews.of(actor, id);
  }

  @Post(':id/reviews')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'reviewStay',
    summary:
      'Writes down what one voice says of a stay. With what the staff say of whether it met its aim, the stay is reviewed',
  })
  @ApiCreatedResponse({ type: HowItWentAnswer })
  record(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() said: ReviewDto,
  ): Promise<HowItWentAnswer> {
    return this.reviews.record(actor, id, said);
  }

  @Post(':id/reviews/:review/names-others')
  @HttpCode(200)
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'markReview',
    summary: 'What was said names another young person: a CAS worker reads no word of it from now on',
  })
  @ApiOkResponse({ type: HowItWentAnswer })
  mark(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('review', IdParam) review: string,
  ): Promise<HowItWentAnswer> {
    return this.reviews.mark(actor, id, review);
  }
}
