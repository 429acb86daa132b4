import { Injectable } from '@nestjs/common';
import type { Actor } from '../identity/domain/actor.js';
import { ContactNotes } from '../people/contact-notes.service.js';
import { contactPage } from '../people/pages/contact.page.js';
import { AbsenceEpisodes } from './absence-episodes.service.js';
import { EscortsService } from './escorts.service.js';
import { absencePage } from './pages/absences.page.js';
import { escortsPage } from './pages/escorts.page.js';
import { MedicinesService } from './medicines.service.js';
import { medicinePage } from './pages/medicines.page.js';
import { notePage } from './pages/stay-notes.page.js';
import { stayPath } from './pages/stay.page.js';
import { StayNotes } from './stay-notes.service.js';
import type { StayView } from './stay-reader.js';

const NOTES_SHOWN = 5;

/** What is on record beside the steps of a stay, as the page of the stay shows it. */
@Injectable()
export class StayRecord {
  constructor(
    private readonly notes: StayNotes,
    private readonly escorts: EscortsService,
    private readonly medicines: MedicinesService,
    private readonly absences: AbsenceEpisodes,
    private readonly contact: ContactNotes,
  ) {}

  async of(actor: Actor, stay: StayView) {
    const [notes, escorts, medicines, absences, contact] = await Promise.all([
      this.notes.latest(actor, stay, NOTES_SHOWN + 1),
      this.escorts.ofStay(stay),
      this.medicines.ofStay(stay),
      this.absences.ofStay(actor, stay),
      this.contact.of(actor, stay.youngPerson.id),
    ]);
    const isUnits = actor.role !== 'cas_worker';
    return {
      isUnits,
      hasCome: stay.state === 'in_residence' || stay.state === 'completed',
      absences: absences
        .filter(({ ended }) => ended !== 'taken_back')
        .map((one) => absencePage(one, stayPath(stay.id))),
      escorts: escortsPage(escorts, stay.youngPerson.firstName),
      contact: contactPage(contact, stay.youngPerson.id),
      medicines: medicines.map((one) => medicinePage(one, stayPath(stay.id))),
      notes: notes.slice(0, NOTES_SHOWN).map((note) => notePage(note, stayPath(stay.id), isUnits)),
      moreNotes: notes.length > NOTES_SHOWN,
    };
  }
}
