import type { Locale, TextWarning } from '@chopmark/core'

/** What is said around a document, in one language. `{name}` marks a placeholder, see `fill`. */
export interface DisplayTexts {
  readonly region: string
  readonly loading: string
  readonly cannotShow: string
  /** The type is one that this page shows, but these octets are not what it says. */
  readonly notFaithful: string
  readonly cannotShowNext: string
  readonly mustBeShown: string
  readonly shownInPart: string
  readonly save: string
  readonly warnings: Readonly<Record<TextWarning, string>>
}

/** Beside what shows the document, so that the dialog's first load does without them. */
export const displayTexts: Readonly<Record<Locale, DisplayTexts>> = {
  en: {
    region: 'The document, exactly as it will be signed',
    loading: 'Opening the document…',
    cannotShow: 'This page cannot show a document of this type ({type}).',
    notFaithful: 'This document cannot be shown faithfully, so it is not shown here.',
    cannotShowNext:
      'Save it and read it with a program you trust before you sign. What you save is exactly what will be signed.',
    mustBeShown:
      'This service accepts a signature only when the whole document has been shown here. You cannot sign it on this page.',
    shownInPart:
      'The document is long: only its first part is shown here. Save it to read all of it.',
    save: 'Save the document',
    warnings: {
      'mixed-scripts':
        'Look closely: this text mixes letters of different alphabets that look alike.',
      'invisible-characters':
        'Look closely: this text has hidden characters. They are written out like this: ‹U+202E›.',
      'unassigned-characters': 'Look closely: this text has characters that have no meaning.',
    },
  },
  'zh-Hant-HK': {
    region: '將會簽署的文件，一字不差',
    loading: '正在開啟文件…',
    cannotShow: '此頁未能顯示這類文件（{type}）。',
    notFaithful: '未能如實顯示這份文件，因此不在此處顯示。',
    cannotShowNext: '請先儲存文件，以你信任的程式閱讀後才簽署。所儲存的文件與將會簽署的完全相同。',
    mustBeShown: '此服務只接受在此處完整顯示過的文件的簽署。你未能在此頁簽署這份文件。',
    shownInPart: '文件較長，此處只顯示首部分。請儲存文件以閱讀全文。',
    save: '儲存文件',
    warnings: {
      'mixed-scripts': '請留意：這段文字混合了不同文字系統中外形相似的字母。',
      'invisible-characters': '請留意：這段文字含有隱藏字元，現以「‹U+202E›」的形式標示。',
      'unassigned-characters': '請留意：這段文字含有沒有意義的字元。',
    },
  },
  'zh-Hans-HK': {
    region: '将会签署的文件，一字不差',
    loading: '正在开启文件…',
    cannotShow: '此页未能显示这类文件（{type}）。',
    notFaithful: '未能如实显示这份文件，因此不在此处显示。',
    cannotShowNext: '请先储存文件，以你信任的程式阅读后才签署。所储存的文件与将会签署的完全相同。',
    mustBeShown: '此服务只接受在此处完整显示过的文件的签署。你未能在此页签署这份文件。',
    shownInPart: '文件较长，此处只显示首部分。请储存文件以阅读全文。',
    save: '储存文件',
    warnings: {
      'mixed-scripts': '请留意：这段文字混合了不同文字系统中外形相似的字母。',
      'invisible-characters': '请留意：这段文字含有隐藏字元，现以“‹U+202E›”的形式标示。',
      'unassigned-characters': '请留意：这段文字含有没有意义的字元。',
    },
  },
}
