import type { NoticeAnswer } from '../dto/notice.answer.js';
import type { NoticeView } from '../notices.service.js';
import { noticeItem } from './notices.page.js';

/** A notice as the API gives it: no more than the page shows. */
export function noticeJson(notice: NoticeView): NoticeAnswer {
  const { id, says, href, nights, until, insteadOf } = noticeItem(notice);
  const { kind, madeAt, youngPerson, unit } = notice;
  return { id, kind, madeAt, says, href: href || null, youngPerson, nights, unit, until, insteadOf };
}
