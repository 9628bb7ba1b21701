import type { Locale } from '@chopmark/core'

/** What only a batch says. Placeholders: `{n}`, `{of}`. */
export interface BatchTexts {
  readonly title: string
  readonly documents: string
  readonly show: string
  readonly notOffered: string
  readonly meaning: string
  readonly unread: string
  readonly proceed: string
  readonly doneTitle: string
  readonly partlyTitle: string
  readonly doneText: string
  readonly partlyText: string
  readonly received: string
  readonly pending: string
  readonly notReceived: string
}

export const batchTexts: Readonly<Record<Locale, BatchTexts>> = {
  en: {
    title: 'Check the {n} documents that you are signing',
    documents: 'Documents',
    show: 'Show',
    notOffered: 'Cannot be signed now',
    meaning: 'Each document gets a signature of its own. You enter your PIN once.',
    unread: '{n} documents have to be opened before you can go on.',
    proceed: 'Continue with all {n}',
    doneTitle: 'All {n} documents have been received',
    partlyTitle: '{n} of {of} documents have been received',
    doneText: 'Every document has your digital signature.',
    partlyText: 'The others have not been signed. What happened stands beside each of them.',
    received: 'Received',
    pending: 'Received, to be confirmed',
    notReceived: 'Not signed',
  },
  'zh-Hant-HK': {
    title: '請核對你要簽署的 {n} 份文件',
    documents: '文件',
    show: '顯示',
    notOffered: '現時未能簽署',
    meaning: '每份文件各有一個獨立的數碼簽署。你只須輸入密碼一次。',
    unread: '尚有 {n} 份文件須先開啟，才可繼續。',
    proceed: '繼續簽署全部 {n} 份',
    doneTitle: '已收到全部 {n} 份文件',
    partlyTitle: '已收到 {of} 份文件中的 {n} 份',
    doneText: '每份文件均已附上你的數碼簽署。',
    partlyText: '其餘文件尚未簽署，原因載於各文件旁。',
    received: '已收到',
    pending: '已收到，有待確認',
    notReceived: '未簽署',
  },
  'zh-Hans-HK': {
    title: '请核对你要签署的 {n} 份文件',
    documents: '文件',
    show: '显示',
    notOffered: '现时未能签署',
    meaning: '每份文件各有一个独立的数码签署。你只须输入密码一次。',
    unread: '尚有 {n} 份文件须先打开，才可继续。',
    proceed: '继续签署全部 {n} 份',
    doneTitle: '已收到全部 {n} 份文件',
    partlyTitle: '已收到 {of} 份文件中的 {n} 份',
    doneText: '每份文件均已附上你的数码签署。',
    partlyText: '其余文件尚未签署，原因载于各文件旁。',
    received: '已收到',
    pending: '已收到，有待确认',
    notReceived: '未签署',
  },
}
