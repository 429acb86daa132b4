import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Access } from '../platform/access.js';

@Controller('accessibility')
export class AccessibilityController {
  @Get()
  @Access('stranger')
  show(@Res() res: Response): void {
    res.render('web/pages/accessibility.njk');
  }
}
