import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import { StayNoteAnswer, StayNotesAnswer } from './dto/stay-note.answer.js';
import { StayNoteDto } from './dto/stay-note.dto.js';
import { withoutNumber, notesAfter, pageOfNotes } from './pages/stay-notes.page.js';
import { StayNotes } from './stay-notes.service.js';

@ApiTags('Stays')
@Controller('api/v1/stays')
export class StayNotesController {
  constructor(private readonly notes: StayNotes) {}

  @Get(':id/notes')
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'listStayNotes', summary: 'Notes on a stay that I may read, the latest first' })
  @ApiOkResponse({ type: StayNotesAnswer })
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<StayNotesAnswer> {
    const notes = await this.notes.list(actor, id, { limit: limit + 1, ...notesAfter(cursor, id) });
    const { items, next } = pageOfNotes(notes, limit, id);
    return { items: items.map(withoutNumber), next };
  }

  @Post(':id/notes')
  @Access('unit_staff', 'manager')
  @ApiOperation({
    operationId: 'writeStayNote',
    summary: 'Writes a signed note on a stay. It is never edited: `corrects` names the note that a new one puts right',
  })
  @ApiCreatedResponse({ type: StayNoteAnswer })
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() note: StayNoteDto,
  ): Promise<StayNoteAnswer> {
    return withoutNumber(await this.notes.write(actor, id, note));
  }
}
