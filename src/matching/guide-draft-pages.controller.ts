import { Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { signsSomewhere, type Actor } from '../identity/domain/actor.js';
import { notFound } from '../kernel/domain-error.js';
import { Access } from '../platform/access.js';
import { asSeen, editValues, submitEdit } from '../web/edit-form.js';
import { submitForm, typedBefore, type FormState, type Next } from '../web/forms.js';
import { PageQuery } from '../web/paging.js';
import { typedValues, type TypedValues } from '../web/typed-forms.js';
import { changesBetween } from './domain/guide-changes.js';
import { NEW_ROW, sectionById } from './domain/guide-rows.js';
import type { Section } from './domain/guide-sections.js';
import { PublishGuideDto } from './dto/guide.dto.js';
import { GuideDraftService, type GuideDraft } from './guide-draft.service.js';
import { GuidePreviews } from './guide-preview.service.js';
import { formFields, rowValues, rowWords } from './pages/guide-form.page.js';
import { previewView } from './pages/guide-preview.page.js';
import { changeLines, DRAFT, faultLines, GUIDE, guideSections, rowPath } from './pages/guide.page.js';

/** What a row holds is read by its section; a form of these pages needs nothing else. */
class AnyForm {}

/** The next version of the matching guide, changed row by row. */
@Controller('matching-guide/draft')
export class GuideDraftPagesController {
  constructor(
    private readonly drafts: GuideDraftService,
    private readonly previews: GuidePreviews,
  ) {}

  @Get()
  @Access('manager')
  async list(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    const { inForce, ...draft } = await this.drafts.open(actor);
    const mayChange = signsSomewhere(actor);
    res.render('matching/pages/guide-draft.njk', {
      draft,
      mayChange,
      faults: faultLines(draft.rules, draft.faults),
      changes: changeLines(changesBetween(inForce.rules, draft.rules)),
      sections: guideSections(draft.rules, { mayChange }),
      paths: PATHS,
    });
  }

  @Get('preview')
  @Access('manager')
  async preview(@CurrentActor() actor: Actor, @Query() query: PageQuery, @Res() res: Response): Promise<void> {
    const found = await this.previews.of(actor, query);
    res.render('matching/pages/guide-preview.njk', previewView(found, query.cursor));
  }

  @Get('publish')
  @Access('manager')
  async askToPublish(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.showPublish(actor, res, typedBefore(res.req));
  }

  @Post('publish')
  @Access('manager')
  async publish(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: PublishGuideDto,
      show: (state) => this.showPublish(actor, res, state),
      save: async ({ why, agreedBy }) => {
        await asSeen(res.req, asOne, () => this.drafts.publish(actor, { why, agreedBy }));
        return { said: 'The matching guide is published: from now on it is the one in force.', to: GUIDE };
      },
    });
  }

  @Get('drop')
  @Access('manager')
  async askToDrop(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await this.showDrop(actor, res, { values: {}, errors: {} });
  }

  @Post('drop')
  @Access('manager')
  async drop(@CurrentActor() actor: Actor, @Res() res: Response): Promise<void> {
    await submitForm(res, {
      dto: AnyForm,
      show: (state) => this.showDrop(actor, res, state),
      save: async () => {
        await asSeen(res.req, asOne, () => this.drafts.drop(actor));
        return { said: 'The draft is dropped. The version in force stays as it was.', to: GUIDE };
      },
    });
  }

  @Get(':section/:row')
  @Access('manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('section') id: string,
    @Param('row') row: string,
    @Res() res: Response,
  ): Promise<void> {
    const section = known(id, row);
    const saved = rowValues(section, (await this.drafts.open(actor)).rules, row);
    if (row !== NEW_ROW && Object.keys(saved).length === 0) throw notFound();
    this.showRow(res, section, row, typedBefore(res.req, row === NEW_ROW ? {} : editValues(saved)));
  }

  @Post(':section/:row')
  @Access('manager')
  async save(
    @CurrentActor() actor: Actor,
    @Param('section') id: string,
    @Param('row') row: string,
    @Res() res: Response,
  ): Promise<void> {
    const section = known(id, row);
    await this.submitRow(actor, res, section, row, async () => {
      await this.drafts.saveRow(actor, section, row, typedValues(res.req.body));
      return { said: `${section.title}: saved in the draft.`, to: `${DRAFT}#${section.id}` };
    });
  }

  @Post(':section/:row/remove')
  @Access('manager')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('section') id: string,
    @Param('row') row: string,
    @Res() res: Response,
  ): Promise<void> {
    const section = known(id, row);
    await this.submitRow(actor, res, section, row, async () => {
      await this.drafts.removeRow(actor, section, row);
      return { said: `${section.title}: taken out of the draft.`, to: `${DRAFT}#${section.id}` };
    });
  }

  private async submitRow(
    actor: Actor,
    res: Response,
    section: Section,
    row: string,
    save: () => Promise<Next>,
  ): Promise<void> {
    await submitEdit<AnyForm, GuideDraft>(res, {
      dto: AnyForm,
      read: () => this.drafts.open(actor),
      valuesOf: ({ rules }) => rowValues(section, rules, row),
      words: rowWords(section),
      show: (state) => this.showRow(res, section, row, state),
      save,
    });
  }

  private showRow(res: Response, section: Section, row: string, state: FormState): void {
    const path = rowPath(section.id, row);
    res.render('matching/pages/guide-row.njk', {
      ...{ section, state, path, paths: PATHS, fields: formFields(section), isNew: row === NEW_ROW },
      removePath: section.list && row !== NEW_ROW ? `${path}/remove` : undefined,
    });
  }

  private async showPublish(actor: Actor, res: Response, state: FormState): Promise<void> {
    const { inForce, ...draft } = await this.drafts.open(actor);
    res.render('matching/pages/guide-publish.njk', {
      ...{ state: { ...state, values: editing(state.values, draft) }, draft, paths: PATHS },
      faults: faultLines(draft.rules, draft.faults),
      changes: changeLines(changesBetween(inForce.rules, draft.rules)),
      mayChange: signsSomewhere(actor),
    });
  }

  private async showDrop(actor: Actor, res: Response, state: FormState): Promise<void> {
    const { inForce, ...draft } = await this.drafts.open(actor);
    res.render('matching/pages/guide-drop.njk', {
      ...{ state: { ...state, values: editing(state.values, draft) }, draft, paths: PATHS },
      changes: changeLines(changesBetween(inForce.rules, draft.rules)),
      mayChange: signsSomewhere(actor),
    });
  }
}

const PATHS = {
  guide: GUIDE,
  draft: DRAFT,
  publish: `${DRAFT}/publish`,
  drop: `${DRAFT}/drop`,
  preview: `${DRAFT}/preview`,
};

function known(id: string, row: string): Section {
  const section = sectionById(id);
  if (!section || (row === NEW_ROW && !section.list)) throw notFound();
  return section;
}

/** The draft as a whole: what is published or dropped is what was seen. */
const asOne = ({ basedOn, changedAt }: GuideDraft): TypedValues => ({
  basedOn: String(basedOn),
  changedAt: changedAt?.toISOString() ?? '',
});

const editing = (values: TypedValues, draft: GuideDraft): TypedValues => ({
  ...values,
  seen: editValues(asOne(draft))['seen']!,
});
