import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { OccurrencesAnswer } from './dto/occurrence.answer.js';
import { PreviewSeriesDto } from './dto/series.dto.js';
import { occurrencesJson } from './pages/occurrences.json.js';
import { SeriesLooks } from './series-looks.service.js';

/** Breaks that repeat: every date with its own result. */
@ApiTags('Series')
@Controller('api/v1')
export class SeriesController {
  constructor(private readonly looks: SeriesLooks) {}

  @Post('series-previews')
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'previewSeries',
    summary: 'The dates of a break that would repeat, each with its own result; nothing is kept',
  })
  @ApiOkResponse({ type: OccurrencesAnswer })
  async preview(@CurrentActor() actor: Actor, @Body() asked: PreviewSeriesDto): Promise<OccurrencesAnswer> {
    return occurrencesJson(await this.looks.preview(actor, asked));
  }

  @Get('requests/:id/occurrences')
  @Versioned()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({
    operationId: 'listOccurrences',
    summary: 'Every break of a request that repeats, each with its own result',
  })
  @ApiOkResponse({ type: OccurrencesAnswer })
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<OccurrencesAnswer> {
    return occurrencesJson(await this.looks.of(actor, id));
  }
}
