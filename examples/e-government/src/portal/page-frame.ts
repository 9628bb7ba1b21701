/** What a page's file holds: its title and script, whose office it is, and its main part. */
const parts =
  /^(?<head><title>[^]*<\/script>)\s*(?<office><div class="office">[^]*?<\/div>)\s*(?<main><main[^]*<\/main>)\s*$/

/**
 * Puts the frame that all pages of the demonstration have around what one of them holds.
 * @param page - `<title>`, `<script>`, `<div class="office">` and `<main>`, in this order.
 * @throws Error for a page of another form.
 */
export function inFrame(page: string): string {
  const { head, office, main } = parts.exec(page)?.groups ?? {}
  if (head === undefined || office === undefined || main === undefined) {
    throw new Error('A page is title, script, office and main.')
  }
  return `<!doctype html>
<html lang="zh-Hant-HK">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/assets/portal.css" />
    ${head}
  </head>
  <body>
    <a class="skip" href="#main" data-text="skip"></a>
    <p class="sandbox-banner" data-text="sandboxBanner"></p>
    <header class="masthead">
      <div class="masthead-name">
        <img src="/assets/icon.svg" alt="" width="40" height="40" />
        ${office}
      </div>
      <nav class="languages" aria-label="Language">
        <button type="button" lang="zh-Hant-HK" data-language="zh-Hant-HK">繁體</button>
        <button type="button" lang="zh-Hans-HK" data-language="zh-Hans-HK">简体</button>
        <button type="button" lang="en" data-language="en">English</button>
      </nav>
    </header>
    ${main}
    <footer><p data-text="footer"></p></footer>
  </body>
</html>
`
}
