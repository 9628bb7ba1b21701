import type { Locale } from '@chopmark/core'

/** What a person reads about the window itself. */
export interface IsolationTexts {
  /** For screen readers: the frame as a whole. */
  readonly frameTitle: string
  /** Something lies over the dialog. */
  readonly covered: string
  /** A press that came too soon to have been meant. */
  readonly early: string
  /** The page was opened by itself. */
  readonly alone: string
}

export const isolationTexts: Readonly<Record<Locale, IsolationTexts>> = {
  en: {
    frameTitle: 'Digital signing',
    covered: 'Something covers part of this window. Nothing is signed until all of it can be seen.',
    early: 'This window has only just come up. Please press again.',
    alone: 'Nothing is waiting to be signed here. Go back to the service and press “Sign” there.',
  },
  'zh-Hant-HK': {
    frameTitle: '數碼簽署',
    covered: '此視窗有部分被遮蓋。在完整顯示之前，不會簽署任何文件。',
    early: '此視窗剛剛開啟，請再按一次。',
    alone: '這裏沒有文件等待簽署。請返回服務網站，再按「簽署」。',
  },
  'zh-Hans-HK': {
    frameTitle: '数码签署',
    covered: '此视窗有部分被遮盖。在完整显示之前，不会签署任何文件。',
    early: '此视窗刚刚开启，请再按一次。',
    alone: '这里没有文件等待签署。请返回服务网站，再按「签署」。',
  },
}
