import { Module } from '@nestjs/common';
import { AccessibilityController } from './accessibility.controller.js';

/** Pages that belong to no subject. The page shell itself is set up by `configureApp`. */
@Module({ controllers: [AccessibilityController] })
export class WebModule {}
