import { answer, type HttpAnswer } from '../http/http-message.js'

const backTexts = [
  ['zh-Hant-HK', '你已返回本服務。你可以關閉此視窗，回到先前的視窗繼續簽署。'],
  ['zh-Hans-HK', '你已返回本服务。你可以关闭此视窗，回到先前的视窗继续签署。'],
  ['en', 'You are back. You may close this window and go on signing in the window you came from.'],
] as const

const troubleTexts = [
  [
    'zh-Hant-HK',
    '簽署未能在此視窗繼續。請返回先前的視窗，該處會說明下一步；如該視窗已關閉，請在網站重新開始簽署。',
  ],
  [
    'zh-Hans-HK',
    '签署未能在此视窗继续。请返回先前的视窗，该处会说明下一步；如该视窗已关闭，请在网站重新开始签署。',
  ],
  [
    'en',
    'Signing cannot go on in this window. Go back to the window you came from: it says what to do next. If it is closed, start signing again on the website.',
  ],
] as const

/** What a person sees who comes back from a service in a window of its own: no script, nothing out of the request. */
export function backPage(): HttpAnswer {
  return page(200, paragraphs(backTexts))
}

/** The same for somebody who cannot go on there. The code is for those whom they ask for help. */
export function troublePage(status: number, code: string): HttpAnswer {
  return page(status, `${paragraphs(troubleTexts)}\n<p><code>${code}</code></p>`)
}

type Texts = readonly (readonly [lang: string, text: string])[]

function paragraphs(texts: Texts): string {
  return texts.map(([lang, text]) => `<p lang="${lang}">${text}</p>`).join('\n')
}

function page(status: number, content: string): HttpAnswer {
  const html = `<!doctype html>
<html lang="zh-Hant-HK">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>簽署 Signing</title>
${content}
</html>
`
  return answer(status, 'text/html; charset=utf-8', html)
}

/** Sends the person on, without telling the next page where from. */
export function sendOn(url: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return answer(303, 'text/plain; charset=utf-8', 'See other', { ...headers, location: url })
}
