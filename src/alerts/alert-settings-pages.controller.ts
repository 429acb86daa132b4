import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import type { Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { typedValues } from '../web/typed-forms.js';
import { AlertPreviews, type Previewed } from './alert-previews.service.js';
import { AlertSettingsService, type AlertSettingsView } from './alert-settings.service.js';
import { AlertSettingsForm } from './dto/alert-settings.dto.js';
import { changesOf, previewRows, settingsRows, settingsValues, SETTINGS_WORDS } from './pages/alert-settings.page.js';

/** Which alerts a unit has, with what would be there before it is saved. */
@Controller('units/:id/alert-settings')
export class AlertSettingsPagesController {
  constructor(
    private readonly settings: AlertSettingsService,
    private readonly previews: AlertPreviews,
  ) {}

  @Get()
  @Access('manager')
  async ask(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const view = await this.settings.view(actor, id);
    this.show(view, res, typedBefore(res.req, editValues(settingsValues(view))));
  }

  /** Saves, or with the other button shows what would be there. */
  @Post()
  @Access('manager')
  async save(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const view = await this.settings.view(actor, id);
    await submitEdit(res, {
      dto: AlertSettingsForm,
      read: () => this.settings.view(actor, id),
      valuesOf: settingsValues,
      words: SETTINGS_WORDS,
      show: (state) => this.show(view, res, state),
      save: async (form) => {
        const changes = changesOf(form);
        if (form.preview) {
          const found = await this.previews.of(actor, id, changes);
          res.status(200);
          return () => this.show(view, res, { values: typedValues(res.req.body as unknown), errors: {} }, found);
        }
        await this.settings.revise(actor, id, changes);
        return { said: 'The alerts are set. They are looked at anew now.', to: `/units/${id}/alert-settings` };
      },
    });
  }

  private show(view: AlertSettingsView, res: Response, state: FormState, found?: readonly Previewed[]): void {
    res.render('alerts/pages/alert-settings.njk', {
      ...{ unit: view.unit, kinds: settingsRows(view, state.errors), state },
      preview: found && { count: found.length, kinds: previewRows(found) },
    });
  }
}
