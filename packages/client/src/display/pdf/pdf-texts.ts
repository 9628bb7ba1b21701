import type { Locale } from '@chopmark/core'
import type { PdfFault } from './pdf-fault.js'

/** What is said around a PDF, in one language. */
export interface PdfTexts {
  readonly toolbar: string
  readonly previous: string
  readonly next: string
  readonly page: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly notWhole: string
  readonly faults: Readonly<Record<PdfFault, string>>
}

/** Beside the PDF display, so that nothing else loads it. */
export const pdfTexts: Readonly<Record<Locale, PdfTexts>> = {
  en: {
    toolbar: 'Pages and size',
    previous: 'Previous page',
    next: 'Next page',
    page: 'Page {n} of {total}',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
    notWhole:
      'What you see here is not all of this document. Save it and read it with a program you trust before you sign.',
    faults: {
      BROKEN: 'It is damaged, or it is no PDF.',
      ENCRYPTED: 'It is encrypted, so another program may show it differently.',
      XFA: 'It is a dynamic form (XFA), which this page does not show.',
      SCRIPTS: 'It contains scripts, which can change what is shown. They are not run here.',
      ATTACHMENTS: 'Other files are embedded in it, which are not shown here.',
      LAYERS: 'It has layers that can be shown or hidden.',
      MEDIA: 'It contains sound, video or 3D content, or hidden notes, which are not shown here.',
      FONTS: 'Some of its fonts are missing, so characters may look different or be left out.',
      PAGES: 'Some of its pages cannot be drawn.',
      LONG: 'It is too long to be shown here in full.',
    },
  },
  'zh-Hant-HK': {
    toolbar: '頁面及大小',
    previous: '上一頁',
    next: '下一頁',
    page: '第 {n} 頁，共 {total} 頁',
    zoomIn: '放大',
    zoomOut: '縮小',
    notWhole: '此處所見並非文件的全部。請先儲存文件，以你信任的程式閱讀後才簽署。',
    faults: {
      BROKEN: '文件已損壞，或並非 PDF 文件。',
      ENCRYPTED: '文件已加密，其他程式顯示的內容可能不同。',
      XFA: '文件是動態表格（XFA），此頁未能顯示。',
      SCRIPTS: '文件含有程式碼，可改變所顯示的內容。此處不會執行。',
      ATTACHMENTS: '文件內嵌其他檔案，此處沒有顯示。',
      LAYERS: '文件設有可顯示或隱藏的圖層。',
      MEDIA: '文件含有聲音、影片、立體內容或隱藏註釋，此處沒有顯示。',
      FONTS: '文件欠缺部分字型，字元的外觀可能不同，或未能顯示。',
      PAGES: '部分頁面未能繪畫。',
      LONG: '文件太長，此處未能全部顯示。',
    },
  },
  'zh-Hans-HK': {
    toolbar: '页面及大小',
    previous: '上一页',
    next: '下一页',
    page: '第 {n} 页，共 {total} 页',
    zoomIn: '放大',
    zoomOut: '缩小',
    notWhole: '此处所见并非文件的全部。请先储存文件，以你信任的程式阅读后才签署。',
    faults: {
      BROKEN: '文件已损坏，或并非 PDF 文件。',
      ENCRYPTED: '文件已加密，其他程式显示的内容可能不同。',
      XFA: '文件是动态表格（XFA），此页未能显示。',
      SCRIPTS: '文件含有程式码，可改变所显示的内容。此处不会执行。',
      ATTACHMENTS: '文件内嵌其他档案，此处没有显示。',
      LAYERS: '文件设有可显示或隐藏的图层。',
      MEDIA: '文件含有声音、影片、立体内容或隐藏注释，此处没有显示。',
      FONTS: '文件欠缺部分字型，字元的外观可能不同，或未能显示。',
      PAGES: '部分页面未能绘画。',
      LONG: '文件太长，此处未能全部显示。',
    },
  },
}
