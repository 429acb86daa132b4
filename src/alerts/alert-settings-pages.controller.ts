import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentActor } from '../identity/current-actor.decorator.js';
import { maySign, type Actor } from '../identity/domain/actor.js';
import { Access } from '../platform/access.js';
import { editValues, submitEdit } from '../web/edit-form.js';
import { submitForm, typedBefore, type FormState } from '../web/forms.js';
import { IdParam } from '../web/id-param.pipe.js';
import { typedValues } from '../web/typed-forms.js';
import { AlertPreviews, type Previewed } from './alert-previews.service.js';
import { AlertSettingsService, refuseWhoCannotSet, type AlertSettingsView } from './alert-settings.service.js';
import { KindParam } from './kind-param.pipe.js';
import type { AlertKind } from './domain/alert-kinds.js';
import { SETTINGS_OF } from './domain/alert-settings.js';
import { KIND_NAME } from './domain/alert-words.js';
import { formOf, SwitchAlertsForm } from './dto/alert-settings.dto.js';
import {
  changeOf,
  daysAheadRows,
  kindGroups,
  kindPage,
  kindValues,
  kindWords,
  settingsPath,
} from './pages/alert-settings.page.js';

/** Which alerts a unit has: a list of the kinds, and a page of each with what would be there. */
@Controller('units/:id/alert-settings')
export class AlertSettingsPagesController {
  constructor(
    private readonly settings: AlertSettingsService,
    private readonly previews: AlertPreviews,
  ) {}

  @Get()
  @Access('manager')
  async list(@CurrentActor() actor: Actor, @Param('id', IdParam) id: string, @Res() res: Response): Promise<void> {
    const view = await this.settings.view(actor, id);
    const groups = kindGroups(view);
    res.render('alerts/pages/alert-settings.njk', { unit: view.unit, groups, mayChange: maySign(actor, id) });
  }

  @Get(':kind')
  @Access('manager')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('kind', KindParam) kind: AlertKind,
    @Res() res: Response,
  ): Promise<void> {
    const view = await this.settings.view(actor, id);
    refuseWhoCannotSet(actor, id);
    const found = await this.previews.ofKind(actor, id, { kind });
    await this.show(actor, view, kind, res, typedBefore(res.req, editValues(kindValues(view, kind))), found);
  }

  /** Saves this kind alone, or with the other button shows what would be there. */
  @Post(':kind')
  @Access('manager')
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('kind', KindParam) kind: AlertKind,
    @Res() res: Response,
  ): Promise<void> {
    const view = await this.settings.view(actor, id);
    await submitEdit(res, {
      dto: formOf(kind),
      fields: { 'kinds.0.audience': 'audience', 'kinds.0.numbers.0.value': SETTINGS_OF[kind].numbers[0]!.name },
      read: () => this.settings.view(actor, id),
      valuesOf: (saved) => kindValues(saved, kind),
      words: kindWords(kind),
      show: (state) => this.show(actor, view, kind, res, state),
      save: async (form) => {
        const change = changeOf(kind, form);
        if (form.preview) {
          const found = await this.previews.ofKind(actor, id, change);
          const state = { values: typedValues(res.req.body as unknown), errors: {} };
          const shown = await this.shown(actor, view, kind, state, found);
          res.status(200);
          return () => res.render(PAGE, { ...shown, isTried: true });
        }
        await this.settings.revise(actor, id, [change]);
        const said = `“${KIND_NAME[kind]}” is set. The unit is looked at anew now.`;
        return { said, to: settingsPath(id) };
      },
    });
  }

  /** On or off in one step, as it is set. */
  @Post(':kind/switch')
  @Access('manager')
  async switch(
    @CurrentActor() actor: Actor,
    @Param('id', IdParam) id: string,
    @Param('kind', KindParam) kind: AlertKind,
    @Res() res: Response,
  ): Promise<void> {
    await submitForm(res, {
      dto: SwitchAlertsForm,
      show: async () => this.list(actor, id, res),
      save: async ({ on }) => {
        await this.settings.revise(actor, id, [{ kind, on }]);
        const then = on ? 'is on. The unit is looked at anew now.' : 'is off. Alerts of this kind end now.';
        return { said: `“${KIND_NAME[kind]}” ${then}`, to: settingsPath(id) };
      },
    });
  }

  private async show(
    actor: Actor,
    view: AlertSettingsView,
    kind: AlertKind,
    res: Response,
    state: FormState,
    found?: readonly Previewed[],
  ): Promise<void> {
    res.render(PAGE, await this.shown(actor, view, kind, state, found));
  }

  private async shown(
    actor: Actor,
    view: AlertSettingsView,
    kind: AlertKind,
    state: FormState,
    found?: readonly Previewed[],
  ): Promise<object> {
    const ahead = kind === 'low_occupancy' ? await this.previews.daysAhead(actor, view.unit.id) : [];
    return {
      ...{ unit: view.unit, kind: kindPage(view, kind), back: settingsPath(view.unit.id), state },
      ...{ found, ahead: daysAheadRows(ahead, state.values) },
    };
  }
}

const PAGE = 'alerts/pages/alert-kind.njk';
