import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PairDecisionsController } from './pair-decisions.controller.js';
import { PairDecisionsService } from './pair-decisions.service.js';
import { RuleSetsService } from './rule-sets.service.js';
import { ScoresController } from './scores.controller.js';
import { ScoresService } from './scores.service.js';

@Module({
  imports: [AuditModule, IdentityModule],
  controllers: [PairDecisionsController, ScoresController],
  providers: [PairDecisionsService, RuleSetsService, ScoresService],
  exports: [PairDecisionsService, RuleSetsService],
})
export class MatchingModule {}
