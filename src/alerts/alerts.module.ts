import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AlertMetrics } from './alert-metrics.js';
import { AlertLooks } from './alert-looks.service.js';
import { AlertSettingsController } from './alert-settings.controller.js';
import { AlertSettingsPagesController } from './alert-settings-pages.controller.js';
import { AlertPreviews } from './alert-previews.service.js';
import { AlertSettingsService } from './alert-settings.service.js';
import { AlertsController } from './alerts.controller.js';
import { AlertsPagesController } from './alerts-pages.controller.js';
import { AlertsService } from './alerts.service.js';
import { AlertSteps } from './alert-steps.service.js';
import { AlertSettingsReader } from './alert-settings-reader.js';
import { ChoicesService } from './choices.service.js';
import { Conditions } from './conditions.js';
import { AlertConditions } from './conditions.service.js';
import { ConditionsModule } from './conditions.module.js';
import { FindUnitsToLookAt, LookAtAlerts } from './look-at-alerts.js';
import { MessageMetrics } from './message-metrics.js';
import { MessageTries } from './message-tries.service.js';
import { MessagesPagesController } from './messages-pages.controller.js';
import { MessagesService } from './messages.service.js';
import { NavCounts } from './nav-counts.interceptor.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsPagesController } from './notifications-pages.controller.js';
import { NoticesController } from './notices.controller.js';
import { NoticesPagesController } from './notices-pages.controller.js';
import { NoticesService } from './notices.service.js';
import { PlanMessages } from './plan-messages.js';
import { PlanPosts } from './plan-posts.js';
import { RemoveOldNotices } from './remove-old-notices.js';
import { SchedulesPagesController } from './schedules-pages.controller.js';
import { SchedulesService } from './schedules.service.js';
import { SendMessage } from './send-message.js';
import { SendPost } from './send-post.js';
import { StuckWorkPagesController } from './stuck-work-pages.controller.js';
import { StuckWorkService } from './stuck-work.service.js';
import { TellOfAlerts } from './tell-of-alerts.js';
import { TellOfEnquiry } from './tell-of-enquiry.js';
import { TellOfInformation } from './tell-of-information.js';
import { TellOfFreedBed, TellOfKeptYes } from './tell-managers.js';
import { TellOfJointWork } from './tell-co-worker.js';
import {
  RemindOfOffer,
  TellOfBookedNights,
  TellOfDecision,
  TellOfEmergency,
  TellOfLapsedOffer,
  TellOfOfferedNights,
  TellOfOverdueReview,
  TellOfStayToReview,
  TellOfTakenBackOffer,
} from './tell-key-worker.js';
import { WantedLooks } from './wanted-looks.service.js';
import { WebhooksController } from './webhooks.controller.js';
import { WebhooksPagesController } from './webhooks-pages.controller.js';
import { WebhooksService } from './webhooks.service.js';

@Module({
  imports: [AuditModule, ConditionsModule, IdentityModule],
  controllers: [
    AlertsController,
    AlertSettingsController,
    AlertSettingsPagesController,
    AlertsPagesController,
    MessagesPagesController,
    NoticesController,
    NoticesPagesController,
    NotificationsController,
    NotificationsPagesController,
    SchedulesPagesController,
    StuckWorkPagesController,
    WebhooksController,
    WebhooksPagesController,
  ],
  providers: [
    AlertLooks,
    AlertMetrics,
    AlertSettingsReader,
    AlertPreviews,
    AlertSettingsService,
    AlertsService,
    AlertSteps,
    ChoicesService,
    FindUnitsToLookAt,
    LookAtAlerts,
    MessageMetrics,
    MessagesService,
    MessageTries,
    NoticesService,
    PlanMessages,
    PlanPosts,
    RemindOfOffer,
    RemoveOldNotices,
    SchedulesService,
    SendMessage,
    SendPost,
    StuckWorkService,
    TellOfAlerts,
    TellOfBookedNights,
    TellOfDecision,
    TellOfEmergency,
    TellOfEnquiry,
    TellOfFreedBed,
    TellOfInformation,
    TellOfJointWork,
    TellOfKeptYes,
    TellOfLapsedOffer,
    TellOfOfferedNights,
    TellOfOverdueReview,
    TellOfStayToReview,
    TellOfTakenBackOffer,
    WantedLooks,
    WebhooksService,
    { provide: Conditions, useExisting: AlertConditions },
    { provide: APP_INTERCEPTOR, useClass: NavCounts },
  ],
})
export class AlertsModule {}
