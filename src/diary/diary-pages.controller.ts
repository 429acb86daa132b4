import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { UnitsService, type UnitView } from '../calendar/units.service.js';
import { Access } from '../platform/access.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { uploadOf } from '../web/uploads.js';
import { DiaryImports } from './diary-imports.service.js';
import { DiaryLanding } from './diary-landing.service.js';
import { DiaryUndo } from './diary-undo.service.js';
import { DiaryViews } from './diary-views.service.js';
import {
  BeginDiaryForm,
  ColumnsForm,
  DiaryRowsQuery,
  DiaryUnitQuery,
  LandDiaryForm,
  placesSaid,
  UndoDiaryForm,
} from './dto/diary.form.js';
import {
  columnsPage,
  diaryPath,
  importItem,
  importPage,
  newDiaryPath,
  OVER,
  rowItem,
  rowsFrom,
} from './pages/diary.page.js';
import { invalidField } from '../kernel/domain-error.js';

/** Bringing in the diary that a unit had before this service. */
@Controller('diary')
export class DiaryPagesController {
  constructor(
    private readonly imports: DiaryImports,
    private readonly views: DiaryViews,
    private readonly landing: DiaryLanding,
    private readonly undoing: DiaryUndo,
    private readonly units: UnitsService,
  ) {}

  @Get()
  @Access('unit_staff', 'manager')
  async list(@CurrentActor() actor: Actor, @Query() query: DiaryUnitQuery, @Res() res: Response): Promise<void> {
    const { unit, units } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    const page = await this.imports.list(actor, unit.id, query);
    const next = page.next && `/diary?unit=${unit.id}&cursor=${encodeURIComponent(page.next)}`;
    const first = query.cursor ? `/diary?unit=${unit.id}` : undefined;
    res.render('diary/pages/diary-list.njk', { unit, units, items: page.items.map(importItem), next, first });
  }

  @Get('new')
  @Access('unit_staff', 'manager')
  async ask(@CurrentActor() actor: Actor, @Query() query: DiaryUnitQuery, @Res() res: Response): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    this.showUpload(unit, res, typedBefore(res.req, {}));
  }

  @Post('new')
  @Access('unit_staff', 'manager')
  async bring(
    @CurrentActor() actor: Actor,
    @Query() query: DiaryUnitQuery,
    @Req() req: Request,
    @Res() res: Response,
  ): Promise<void> {
    const { unit } = await this.units.choose(actor, query.unit);
    if (!unit) return res.render('calendar/pages/no-unit.njk');
    await submitForm(res, {
      dto: BeginDiaryForm,
      show: (state) => this.showUpload(unit, res, state),
      save: async ({ again }) => diaryPath(await this.imports.begin(actor, unit.id, uploadOf(req), again)),
    });
  }

  @Get(':id')
  @Access('unit_staff', 'manager')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Query() query: DiaryRowsQuery,
    @Res() res: Response,
  ): Promise<void> {
    await this.show(actor, id, query, res, { values: {}, errors: {} });
  }

  @Post(':id/land')
  @Access('manager')
  async land(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: LandDiaryForm,
      show: (state) => this.show(actor, id, { over: state.values['over'] === 'yes' }, res, state),
      save: async ({ token, over = false, overrule = '' }) => {
        if (over && overrule === '') throw invalidField('overrule', 'Say why you go over it.');
        const rows = await this.landing.land(actor, id, token, over ? overrule : '');
        return { said: `${rows === 1 ? 'One row is' : `${rows} rows are`} brought in.`, to: diaryPath(id) };
      },
    });
  }

  @Get(':id/columns')
  @Access('unit_staff', 'manager')
  async askColumns(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    const { places } = await this.imports.open(actor, id);
    const initial = Object.fromEntries(Object.entries(places ?? {}).map(([column, place]) => [column, String(place)]));
    await this.showColumns(actor, id, res, typedBefore(res.req, initial));
  }

  @Post(':id/columns')
  @Access('unit_staff', 'manager')
  async chooseColumns(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    await submitForm(res, {
      dto: ColumnsForm,
      show: (state) => this.showColumns(actor, id, res, state),
      save: async (form) => {
        await this.imports.chooseColumns(actor, id, placesSaid(form));
        return diaryPath(id);
      },
    });
  }

  @Get(':id/discard')
  @Access('unit_staff', 'manager')
  async askDiscard(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Res() res: Response,
  ): Promise<void> {
    const one = await this.imports.open(actor, id);
    res.render('diary/pages/discard-diary.njk', { one: importItem(one), unit: one.unit, isOpen: one.state === 'open' });
  }

  @Post(':id/discard')
  @Access('unit_staff', 'manager')
  async discard(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const { unit } = await this.imports.open(actor, id);
    await submitForm(res, {
      dto: UndoDiaryForm,
      show: (state) => this.show(actor, id, {}, res, state),
      save: async () => {
        await this.imports.discard(actor, id);
        return { said: 'Discarded. Nothing of the file was brought in or kept.', to: `/diary?unit=${unit.id}` };
      },
    });
  }

  @Get(':id/undo')
  @Access('manager')
  async askUndo(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await this.showUndo(actor, id, res, typedBefore(res.req, {}));
  }

  @Post(':id/undo')
  @Access('manager')
  async undo(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: UndoDiaryForm,
      show: (state) => this.showUndo(actor, id, res, state),
      save: async ({ leave = false }) => {
        const rows = await this.undoing.undo(actor, id, { leaveWorkedOn: leave });
        return { said: `Taken back: ${rows === 1 ? 'one row' : `${rows} rows`}.`, to: diaryPath(id) };
      },
    });
  }

  private showUpload(unit: UnitView, res: Response, state: FormState): void {
    res.render('diary/pages/new-diary.njk', { unit, state, action: newDiaryPath(unit.id) });
  }

  private async show(actor: Actor, id: string, query: DiaryRowsQuery, res: Response, state: FormState): Promise<void> {
    const { one, decided, goesOver } = await this.views.open(actor, id, query.over);
    const { counts } = decided;
    const shown =
      query.show ?? (one.state === 'open' && counts.lands === 0 ? (counts.asks > 0 ? 'asks' : 'left_out') : 'lands');
    const { rows, next } = rowsFrom(decided.rows, shown, query.from ?? 0);
    const named = await this.views.named(actor, one, rows);
    const page = importPage(one, decided, shown, goesOver);
    const more = `${page.path}?show=${shown}${goesOver ? OVER : ''}`;
    res.render('diary/pages/diary.njk', {
      ...{ unit: one.unit, state, page, maySign: maySign(actor, one.unit.id) },
      rows: rows.map((row) => rowItem(one, row, named)),
      next: next === undefined ? undefined : `${more}&from=${next}`,
      first: query.from ? more : undefined,
    });
  }

  private async showColumns(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const one = await this.imports.open(actor, id);
    res.render('diary/pages/columns.njk', { unit: one.unit, state, ...columnsPage(one, await this.views.samples(id)) });
  }

  private async showUndo(actor: Actor, id: string, res: Response, state: FormState): Promise<void> {
    const { one, goes, workedOn } = await this.views.undo(actor, id);
    res.render('diary/pages/undo-diary.njk', {
      ...{ unit: one.unit, state, path: diaryPath(id), goes: goes.length, isWorkedOn: workedOn.length > 0 },
      workedOn,
    });
  }
}
