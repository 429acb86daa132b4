import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { asSeen, editValues, submitEdit, type FieldWords } from '../web/edit-form.js';
import { date } from '../web/filters.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { PageQuery } from '../web/paging.js';
import type { TypedValues } from '../web/typed-forms.js';
import { ImportTermsForm, RemoveTermForm, TermDto } from './dto/school-terms.dto.js';
import { SchoolTermsService, type TermView } from './school-terms.service.js';
import { termItem, termRows } from './pages/school-terms.page.js';

const LIST = '/school-terms';

/** The council's school terms: looked at by everybody, kept by managers. */
@Controller('school-terms')
export class SchoolTermsPagesController {
  constructor(private readonly terms: SchoolTermsService) {}

  @Get()
  @Access('cas_worker', 'unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    const page = await this.terms.list(actor, query);
    res.render('people/pages/school-terms.njk', {
      terms: page.items.map(termItem),
      mayChange: signsSomewhere(actor),
      first: query.cursor && LIST,
      next: page.next && `${LIST}?cursor=${encodeURIComponent(page.next)}`,
    });
  }

  @Get('new')
  @Access('manager')
  askNew(@Res() res: Response): void {
    res.render('people/pages/school-term.njk', { state: typedBefore(res.req) });
  }

  @Post('new')
  @Access('manager')
  async add(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: TermDto,
      show: (state) => res.render('people/pages/school-term.njk', { state }),
      save: async (term) => {
        await this.terms.add(actor, term);
        return { said: `${term.name} is on record.`, to: LIST };
      },
    });
  }

  @Get('import')
  @Access('manager')
  askImport(@Res() res: Response): void {
    res.render('people/pages/import-terms.njk', { state: typedBefore(res.req) });
  }

  @Post('import')
  @Access('manager')
  async import(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: ImportTermsForm,
      show: (state) => res.render('people/pages/import-terms.njk', { state }),
      save: async ({ csv, step }) => {
        if (step !== 'save') {
          const rows = termRows(await this.terms.preview(actor, csv));
          res.status(200);
          return () => res.render('people/pages/import-terms.njk', { state: { values: { csv }, errors: {} }, ...rows });
        }
        const { added } = await this.terms.import(actor, csv);
        return { said: added.length === 1 ? '1 term was added.' : `${added.length} terms were added.`, to: LIST };
      },
    });
  }

  @Get(':id/change')
  @Access('manager')
  async askChange(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const term = await this.terms.open(actor, id);
    this.showChange(term, res, typedBefore(res.req, editValues(valuesOf(term))));
  }

  @Post(':id/change')
  @Access('manager')
  async change(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const term = await this.terms.open(actor, id);
    await submitEdit(res, {
      dto: TermDto,
      read: () => this.terms.open(actor, id),
      valuesOf,
      words: WORDS,
      show: (state) => this.showChange(term, res, state),
      save: async (changes) => {
        await this.terms.revise(actor, id, changes);
        return { said: 'The term is changed.', to: LIST };
      },
    });
  }

  @Get(':id/remove')
  @Access('manager')
  async askRemove(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const term = await this.terms.open(actor, id);
    res.render('people/pages/remove-term.njk', {
      term: termItem(term),
      state: { values: editValues(valuesOf(term)), errors: {} },
    });
  }

  @Post(':id/remove')
  @Access('manager')
  async remove(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const term = await this.terms.open(actor, id);
    await submitForm(res, {
      dto: RemoveTermForm,
      show: ({ errors, sentence }) => {
        const state = { values: editValues(valuesOf(term)), errors, sentence };
        res.render('people/pages/remove-term.njk', { term: termItem(term), state });
      },
      save: async () => {
        await asSeen(res.req, valuesOf, () => this.terms.remove(actor, id));
        return { said: `${term.name} is removed.`, to: LIST };
      },
    });
  }

  private showChange(term: TermView, res: Response, state: FormState): void {
    res.render('people/pages/school-term.njk', { state, term: termItem(term) });
  }
}

function valuesOf({ name, firstDay, lastDay }: TermView): TypedValues {
  return { name, firstDay, lastDay };
}

const dateText = (value: string | string[]) => date(String(value)) || String(value);
const WORDS: FieldWords = {
  name: { label: 'Name', text: String },
  firstDay: { label: 'First day', text: dateText },
  lastDay: { label: 'Last day', text: dateText },
};
