import type { CardCode } from '../../client-error.js'
import type { FailureTexts } from '../../messages/messages.js'

/** What a person reads when a link to the card is broken. Beside the source, so that a page without cards loads none of it. */
export const cardTexts: Readonly<Record<CardCode, FailureTexts>> = {
  CARD_EXTENSION_MISSING: {
    en: {
      title: 'The Chopmark extension is missing',
      text: 'To sign with a card this browser needs the Chopmark extension. It is not there, or it was updated after this page was opened.',
      next: 'Add the extension, reload this page and press “Sign” again. What you filled in is kept.',
    },
    'zh-Hant-HK': {
      title: '欠缺 Chopmark 擴充功能',
      text: '此瀏覽器須有 Chopmark 擴充功能才可以智能卡簽署。此功能尚未安裝，或在開啟此頁後曾經更新。',
      next: '請加入擴充功能，重新載入此頁，再按「簽署」。你填寫的資料會保留。',
    },
    'zh-Hans-HK': {
      title: '欠缺 Chopmark 扩充功能',
      text: '此浏览器须有 Chopmark 扩充功能才可以智能卡签署。此功能尚未安装，或在开启此页后曾经更新。',
      next: '请加入扩充功能，重新载入此页，再按「签署」。你填写的资料会保留。',
    },
  },
  CARD_HOST_MISSING: {
    en: {
      title: 'The program for cards is missing',
      text: 'The extension is there, but the Chopmark program that reads cards is not installed on this computer.',
      next: 'Install the program, then try again. This window may stay open meanwhile.',
    },
    'zh-Hant-HK': {
      title: '欠缺讀取智能卡的程式',
      text: '擴充功能已有，但這部電腦沒有安裝讀取智能卡的 Chopmark 程式。',
      next: '請安裝該程式，然後再試。此視窗可保持開啟。',
    },
    'zh-Hans-HK': {
      title: '欠缺读取智能卡的程式',
      text: '扩充功能已有，但这部电脑没有安装读取智能卡的 Chopmark 程式。',
      next: '请安装该程式，然后再试。此视窗可保持开启。',
    },
  },
  CARD_OUTDATED: {
    en: {
      title: 'The extension and the program do not fit together',
      text: 'One of the two is older than the other.',
      next: 'Install the newest version of both, then try again.',
    },
    'zh-Hant-HK': {
      title: '擴充功能與程式版本不符',
      text: '兩者其中之一版本較舊。',
      next: '請將兩者更新至最新版本，然後再試。',
    },
    'zh-Hans-HK': {
      title: '扩充功能与程式版本不符',
      text: '两者其中之一版本较旧。',
      next: '请将两者更新至最新版本，然后再试。',
    },
  },
  CARD_DRIVER_MISSING: {
    en: {
      title: 'The driver of the card is missing',
      text: 'No driver for smart cards was found on this computer.',
      next: 'Install the software that came with the card or token, then try again.',
    },
    'zh-Hant-HK': {
      title: '欠缺智能卡驅動程式',
      text: '這部電腦沒有智能卡驅動程式。',
      next: '請安裝隨卡附上的軟件，然後再試。',
    },
    'zh-Hans-HK': {
      title: '欠缺智能卡驱动程式',
      text: '这部电脑没有智能卡驱动程式。',
      next: '请安装随卡附上的软件，然后再试。',
    },
  },
  CARD_READER_MISSING: {
    en: {
      title: 'There is no card reader',
      text: 'No card reader or token is connected to this computer.',
      next: 'Connect it, then try again.',
    },
    'zh-Hant-HK': {
      title: '沒有讀卡器',
      text: '這部電腦沒有連接讀卡器或保安編碼器。',
      next: '請連接後再試。',
    },
    'zh-Hans-HK': {
      title: '没有读卡器',
      text: '这部电脑没有连接读卡器或保安编码器。',
      next: '请连接后再试。',
    },
  },
  CARD_MISSING: {
    en: {
      title: 'There is no card in the reader',
      text: 'The card reader is connected, but it is empty.',
      next: 'Put the card in with the chip first, then try again.',
    },
    'zh-Hant-HK': {
      title: '讀卡器內沒有卡',
      text: '讀卡器已連接，但沒有插入卡。',
      next: '請將晶片一端插入，然後再試。',
    },
    'zh-Hans-HK': {
      title: '读卡器内没有卡',
      text: '读卡器已连接，但没有插入卡。',
      next: '请将晶片一端插入，然后再试。',
    },
  },
  CARD_WITHOUT_CERTIFICATE: {
    en: {
      title: 'There is no certificate on this card',
      text: 'The card can be read, but no certificate on it can sign.',
      next: 'Use another card, or sign another way.',
    },
    'zh-Hant-HK': {
      title: '此卡沒有證書',
      text: '可以讀取此卡，但卡上沒有可作簽署的證書。',
      next: '請使用另一張卡，或以其他方式簽署。',
    },
    'zh-Hans-HK': {
      title: '此卡没有证书',
      text: '可以读取此卡，但卡上没有可作签署的证书。',
      next: '请使用另一张卡，或以其他方式签署。',
    },
  },
  CARD_REMOVED: {
    en: {
      title: 'The card has been taken out',
      text: 'The card with the certificate you chose is not in the reader. Nothing has been signed.',
      next: 'Put it back in, then try again.',
    },
    'zh-Hant-HK': {
      title: '卡已被取出',
      text: '你所選證書的卡不在讀卡器內。文件並未簽署。',
      next: '請重新插入，然後再試。',
    },
    'zh-Hans-HK': {
      title: '卡已被取出',
      text: '你所选证书的卡不在读卡器内。文件并未签署。',
      next: '请重新插入，然后再试。',
    },
  },
  CARD_PIN_LOCKED: {
    en: {
      title: 'The PIN of this card is locked',
      text: 'A wrong PIN was entered too often. Nothing has been signed.',
      next: 'Ask whoever issued the card to unlock it. Until then, sign another way.',
    },
    'zh-Hant-HK': {
      title: '此卡的密碼已鎖上',
      text: '密碼多次輸入錯誤。文件並未簽署。',
      next: '請向發卡機構要求解鎖。在此之前，請以其他方式簽署。',
    },
    'zh-Hans-HK': {
      title: '此卡的密码已锁上',
      text: '密码多次输入错误。文件并未签署。',
      next: '请向发卡机构要求解锁。在此之前，请以其他方式签署。',
    },
  },
  CARD_PIN_UNUSABLE: {
    en: {
      title: 'The PIN of this card has to be set first',
      text: 'The card does not accept its PIN as it is.',
      next: 'Set or change the PIN with the program that came with the card, or sign another way.',
    },
    'zh-Hant-HK': {
      title: '須先設定此卡的密碼',
      text: '此卡不接受現有的密碼。',
      next: '請以隨卡附上的程式設定或更改密碼，或以其他方式簽署。',
    },
    'zh-Hans-HK': {
      title: '须先设定此卡的密码',
      text: '此卡不接受现有的密码。',
      next: '请以随卡附上的程式设定或更改密码，或以其他方式签署。',
    },
  },
  CARD_REFUSED: {
    en: {
      title: 'You did not sign',
      text: 'You refused, or closed the Chopmark window. Nothing has been signed.',
      next: 'Try again if you would like to sign after all.',
    },
    'zh-Hant-HK': {
      title: '你沒有簽署',
      text: '你已拒絕，或關閉了 Chopmark 視窗。文件並未簽署。',
      next: '如仍想簽署，請再試一次。',
    },
    'zh-Hans-HK': {
      title: '你没有签署',
      text: '你已拒绝，或关闭了 Chopmark 视窗。文件并未签署。',
      next: '如仍想签署，请再试一次。',
    },
  },
  CARD_BUSY: {
    en: {
      title: 'Another Chopmark window is open',
      text: 'The extension is already asking you something.',
      next: 'Answer or close the other window, then try again.',
    },
    'zh-Hant-HK': {
      title: '另一個 Chopmark 視窗仍然開啟',
      text: '擴充功能正在向你查詢。',
      next: '請回覆或關閉該視窗，然後再試。',
    },
    'zh-Hans-HK': {
      title: '另一个 Chopmark 视窗仍然开启',
      text: '扩充功能正在向你查询。',
      next: '请回复或关闭该视窗，然后再试。',
    },
  },
  CARD_WRONG_SITE: {
    en: {
      title: 'The extension refused to sign',
      text: 'The signature would belong to another website than this page. Nothing has been signed.',
      next: 'Close this page. Open the service from its own address, and report this page to it.',
    },
    'zh-Hant-HK': {
      title: '擴充功能拒絕簽署',
      text: '該簽署屬於另一個網站，而非此頁。文件並未簽署。',
      next: '請關閉此頁，從服務網站本身的網址進入，並向該服務舉報此頁。',
    },
    'zh-Hans-HK': {
      title: '扩充功能拒绝签署',
      text: '该签署属于另一个网站，而非此页。文件并未签署。',
      next: '请关闭此页，从服务网站本身的网址进入，并向该服务举报此页。',
    },
  },
  CARD_FAILED: {
    en: {
      title: 'The card did not work',
      text: 'The card, its reader or its driver failed. Nothing has been signed.',
      next: 'Take the card out, put it back in and try again.',
    },
    'zh-Hant-HK': {
      title: '智能卡未能運作',
      text: '卡、讀卡器或驅動程式發生故障。文件並未簽署。',
      next: '請取出卡，重新插入，然後再試。',
    },
    'zh-Hans-HK': {
      title: '智能卡未能运作',
      text: '卡、读卡器或驱动程式发生故障。文件并未签署。',
      next: '请取出卡，重新插入，然后再试。',
    },
  },
}
