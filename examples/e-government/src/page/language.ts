import type { Locale } from '@chopmark/client'
import { texts, type TextKey } from './texts.js'

const key = 'language'
const locales: readonly Locale[] = ['zh-Hant-HK', 'zh-Hans-HK', 'en']

let current: Locale = locales.find((one) => one === localStorage.getItem(key)) ?? 'zh-Hant-HK'

/** The language the person reads. */
export function language(): Locale {
  return current
}

/** One sentence in that language. */
export function say(name: TextKey): string {
  return texts[name][current]
}

/** Writes every `data-text` element in the current language. */
export function writeTexts(titleKey: TextKey): void {
  document.documentElement.lang = current
  document.title = say(titleKey)
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = say(element.dataset['text'] as TextKey)
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
    button.setAttribute('aria-pressed', String(button.dataset['language'] === current))
  }
}

/** Wires the language buttons; `changed` runs after the page's own texts were rewritten. */
export function useLanguages(titleKey: TextKey, changed: () => void): void {
  writeTexts(titleKey)
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-language]')) {
    button.addEventListener('click', () => {
      current = locales.find((one) => one === button.dataset['language']) ?? current
      localStorage.setItem(key, current)
      writeTexts(titleKey)
      changed()
    })
  }
}

/** An instant in Hong Kong time, as people write it here. */
export function formatTime(iso: string): string {
  return new Intl.DateTimeFormat(current, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Asia/Hong_Kong',
  }).format(new Date(iso))
}
