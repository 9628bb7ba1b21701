import { answer, type HttpAnswer } from '../http/http-message.js'

const texts = [
  ['zh-Hant-HK', '你已返回本服務。你可以關閉此視窗，回到先前的視窗繼續簽署。'],
  ['zh-Hans-HK', '你已返回本服务。你可以关闭此视窗，回到先前的视窗继续签署。'],
  ['en', 'You are back. You may close this window and go on signing in the window you came from.'],
] as const

/** What a person sees who comes back from a service in a window of its own: no script, nothing out of the request. */
export function backPage(): HttpAnswer {
  const paragraphs = texts.map(([lang, text]) => `<p lang="${lang}">${text}</p>`).join('\n')
  const html = `<!doctype html>
<html lang="zh-Hant-HK">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>簽署 Signing</title>
${paragraphs}
</html>
`
  return answer(200, 'text/html; charset=utf-8', html)
}

/** Sends the person on, without telling the next page where from. */
export function sendOn(url: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return answer(303, 'text/plain; charset=utf-8', 'See other', { ...headers, location: url })
}
