import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { IdParam } from '../web/id-param.pipe.js';
import { Versioned } from '../web/versions.js';
import { ContactNotes } from './contact-notes.service.js';
import { ContactNoteAnswer } from './dto/contact-note.answer.js';
import { ContactNoteDto } from './dto/contact-note.dto.js';

@ApiTags('Young people')
@Controller('api/v1/young-people/:id/contact')
export class ContactNotesController {
  constructor(private readonly contact: ContactNotes) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'openContactNote', summary: 'What to know before calling the family' })
  @Versioned()
  @ApiOkResponse({ type: ContactNoteAnswer })
  open(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string): Promise<ContactNoteAnswer> {
    return this.contact.open(actor, id);
  }

  @Post()
  @HttpCode(200)
  @Access('cas_worker', 'unit_staff', 'manager')
  @ApiOperation({ operationId: 'writeContactNote', summary: 'Writes anew what to know before calling the family' })
  @Versioned()
  @ApiOkResponse({ type: ContactNoteAnswer })
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Body() { safeToContact = '', interpreter = '' }: ContactNoteDto,
  ): Promise<ContactNoteAnswer> {
    await this.contact.write(actor, id, { safeToContact, interpreter });
    return this.open(actor, id);
  }
}
