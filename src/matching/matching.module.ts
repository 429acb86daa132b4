import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PairDecisionsController } from './pair-decisions.controller.js';
import { PairDecisionsService } from './pair-decisions.service.js';

@Module({
  imports: [AuditModule, IdentityModule],
  controllers: [PairDecisionsController],
  providers: [PairDecisionsService],
  exports: [PairDecisionsService],
})
export class MatchingModule {}
