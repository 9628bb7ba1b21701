import { displayText } from '@chopmark/core'
import { extensionApi } from './api.js'
import { allowedOrigins, forgetOrigin } from './consents.js'
import { fill, make } from './elements.js'
import { agentMessages, nearestLocale } from './messages/messages.js'

/** The settings page: which websites may see the person's certificates. */
async function render(): Promise<void> {
  const locale = nearestLocale(extensionApi().i18n.getUILanguage())
  const m = agentMessages[locale]
  document.documentElement.lang = locale
  document.title = m.title
  const origins = await allowedOrigins()
  const items = origins.map((origin) => {
    const site = displayText(origin, { maxLength: 200 })
    const remove = make('button', { type: 'button' }, fill(m.options.remove, { site }))
    remove.addEventListener('click', () => {
      void forgetOrigin(origin).then(render)
    })
    return make('li', {}, make('span', { class: 'origin' }, site), remove)
  })
  document
    .querySelector('main')
    ?.replaceChildren(
      make('h1', {}, m.options.heading),
      make('p', {}, m.options.text),
      items.length === 0 ? make('p', { class: 'note' }, m.options.none) : make('ul', {}, ...items),
    )
}

void render()
