import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { PeopleModule } from '../people/people.module.js';
import { FileRequests } from './file-requests.service.js';
import { OwnFilesController } from './own-files.controller.js';
import { OwnFilesPagesController } from './own-files-pages.controller.js';
import { OwnFiles } from './own-files.service.js';

@Module({
  imports: [AuditModule, IdentityModule, PeopleModule],
  controllers: [OwnFilesController, OwnFilesPagesController],
  providers: [FileRequests, OwnFiles],
})
export class DisclosureModule {}
