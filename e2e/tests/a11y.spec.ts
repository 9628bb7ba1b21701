import { readFileSync } from 'node:fs'
import type { ClientErrorCode, Locale } from '@chopmark/client'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../src/accessible.js'
import { dialogStates, openClientPage, showState, type DialogState } from '../src/dialog-states.js'
import { expect, test } from '../src/fixtures.js'
import {
  certificates,
  dialog,
  fillForm,
  finish,
  getEcert,
  mainButton,
  openEcert,
  startSigning,
} from '../src/sign-flow.js'

const locales = ['zh-Hant-HK', 'zh-Hans-HK', 'en'] as const

/** One language after the other, where not every state is looked at in every one. */
const localeOf = (index: number): Locale => locales[index % locales.length] ?? 'en'

/** What sticks out sideways, is cut off, or is too small a target; nothing, if all is well. */
async function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('chopmark-sign-dialog')?.shadowRoot
    const frame = root?.querySelector('dialog')
    if (root == null || frame == null) return ['no dialog']
    const faults: string[] = []
    const name = (one: Element): string =>
      `${one.tagName}.${one.className || one.id} ${one.textContent.slice(0, 30)}`
    const { left, right } = frame.getBoundingClientRect()
    if (left < -1 || right > innerWidth + 1) faults.push(`dialog ${left}–${right}`)
    // The document has a shadow root of its own.
    const within = (place: ParentNode): readonly HTMLElement[] =>
      [...place.querySelectorAll<HTMLElement>('*')].flatMap((one) => [
        one,
        ...(one.shadowRoot === null ? [] : within(one.shadowRoot)),
      ])
    for (const one of within(root)) {
      if (one.closest('.visually-hidden, pre, svg') !== null) continue
      const box = one.getBoundingClientRect()
      if (box.width === 0 || box.height === 0) continue
      if (box.right > right + 1 || box.left < left - 1) faults.push(`sticks out: ${name(one)}`)
      const { overflowX } = getComputedStyle(one)
      if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && overflowX !== 'visible') {
        faults.push(`scrolls sideways: ${name(one)}`)
      }
      // WCAG 2.2, 2.5.8: 24 by 24 pixels; a link within a sentence would be excepted, and there is none.
      if (one.matches('button, a, summary, input:not([type=file], [type=radio]), label.button')) {
        if (box.width < 24 || box.height < 24) {
          faults.push(`target ${box.width}×${box.height}: ${name(one)}`)
        }
      }
    }
    return faults
  })
}

/** Goes through the dialog by Tab. @returns What was reached, and where the focus could not be seen. */
async function tabThrough(page: Page): Promise<{ stops: number; hidden: readonly string[] }> {
  const hidden: string[] = []
  const seen = new Set<string>()
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(() => {
      let one = document.querySelector('chopmark-sign-dialog')?.shadowRoot?.activeElement ?? null
      while (one?.shadowRoot?.activeElement != null) one = one.shadowRoot.activeElement
      if (one === null) return undefined
      const all = [...(one.getRootNode() as ShadowRoot).querySelectorAll('*')]
      // A visually hidden file input shows its focus on its label.
      const shown = one.matches('.visually-hidden') ? (one.nextElementSibling ?? one) : one
      const box = shown.getBoundingClientRect()
      // 2.4.11: not entirely hidden.
      const heights = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => box.top + box.height * share)
      const covered = heights.every((y) => {
        const root = one.getRootNode() as ShadowRoot
        const top = root.elementFromPoint(box.left + box.width / 2, y)
        return top === null || !(shown.contains(top) || top.contains(shown))
      })
      const { outlineStyle, outlineWidth } = getComputedStyle(shown)
      const ring = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
      return {
        id: `${all.indexOf(one)} ${one.tagName} ${one.textContent.slice(0, 30)}`,
        fault: covered ? 'covered or out of sight' : ring ? '' : 'no ring',
      }
    })
    if (stop === undefined) continue
    if (seen.has(stop.id)) return { stops: seen.size, hidden }
    seen.add(stop.id)
    if (stop.fault !== '') hidden.push(`${stop.id}: ${stop.fault}`)
  }
  return { stops: seen.size, hidden }
}

test.describe('@a11y the dialog in every state', () => {
  test.describe.configure({ timeout: 240_000 })

  for (const locale of locales) {
    test(`axe finds nothing, light and dark, in ${locale}`, async ({ page, portal }) => {
      await openClientPage(page, portal.origin)
      for (const theme of ['light', 'dark'] as const) {
        for (const state of dialogStates) {
          await showState(page, state, { locale, theme })
          await expectAccessible(page, `${state} ${theme}`)
        }
      }
    })
  }

  // Each code that ERRORS.md documents, one language after the other, light and dark in turn.
  test('axe finds nothing at any failure, and each says what to do', async ({ page, portal }) => {
    const document = new URL('../../packages/client/ERRORS.md', import.meta.url)
    const codes = [...readFileSync(document, 'utf8').matchAll(/^### ([A-Z0-9_]+)$/gm)].map(
      ([, code]) => code as ClientErrorCode,
    )
    expect(codes.length).toBeGreaterThan(80)
    await openClientPage(page, portal.origin)
    for (const [index, code] of codes.entries()) {
      const theme = index % 2 === 0 ? 'light' : 'dark'
      await showState(page, code, { locale: localeOf(index), theme })
      const shown = dialog(page).locator(`[data-code=${code}]`)
      await expect.soft(shown, code).not.toBeEmpty()
      await expect.soft(dialog(page).locator('[part~=next] p').first(), code).not.toBeEmpty()
      // Another way is there in this page, so it is offered.
      await expect.soft(dialog(page).locator('footer'), code).toContainText(/其他方式|another way/)
      await expectAccessible(page, code)
    }
  })

  for (const [name, width, height, fontSize] of [
    ['at 320 pixels', 320, 640, 100],
    ['on a phone', 360, 740, 100],
    ['on its side', 740, 360, 100],
    ['at 200 % zoom', 640, 512, 100],
    ['with letters of twice the size', 1280, 900, 200],
    ['with letters of twice the size on a phone', 360, 740, 200],
  ] as const) {
    test(`nothing sticks out or is too small ${name}`, async ({ page, portal }) => {
      await page.setViewportSize({ width, height })
      await openClientPage(page, portal.origin)
      await page.evaluate((percent) => {
        document.documentElement.style.fontSize = `${percent}%`
      }, fontSize)
      for (const [index, state] of dialogStates.entries()) {
        await showState(page, state, { locale: localeOf(index) })
        expect.soft(await layoutFaults(page), state).toEqual([])
      }
    })
  }

  for (const [width, height] of [
    [1280, 800],
    [320, 640],
  ] as const) {
    test(`the focus can be seen at every stop, ${width} wide`, async ({ page, portal }) => {
      await page.setViewportSize({ width, height })
      await openClientPage(page, portal.origin)
      for (const state of dialogStates) {
        await showState(page, state)
        const { stops, hidden } = await tabThrough(page)
        // Three languages and the cross at least.
        expect(stops, state).toBeGreaterThanOrEqual(4)
        expect.soft(hidden, state).toEqual([])
      }
    })
  }

  test('each state is announced, in the language it is in', async ({ page, portal }) => {
    await openClientPage(page, portal.origin)
    for (const [index, state] of dialogStates.entries()) {
      const locale = localeOf(index)
      await showState(page, state, { locale })
      const told = await page.evaluate(() => {
        const root = document.querySelector('chopmark-sign-dialog')?.shadowRoot
        return {
          lang: root?.querySelector('dialog')?.lang,
          title: root?.querySelector('h2')?.textContent,
          status: root?.querySelector('[role=status]')?.textContent,
          focus: root?.activeElement?.matches('h2, input') === true,
          name: root?.querySelector(
            `#${root.querySelector('dialog')?.getAttribute('aria-labelledby') ?? ''}`,
          )?.textContent,
        }
      })
      expect(told.lang, state).toBe(locale)
      expect(told.name, state).toBeTruthy()
      expect(told.title, state).toBeTruthy()
      expect(told.status, state).toBe(told.title)
      expect.soft(told.focus, state).toBe(true)
    }
  })

  test('in forced colours nothing is told by colour alone', async ({ page, portal }) => {
    await page.emulateMedia({ forcedColors: 'active' })
    await openClientPage(page, portal.origin)
    for (const state of ['review', 'pin-problem', 'certificates', 'done'] satisfies DialogState[]) {
      await showState(page, state)
      await expectAccessible(page, state)
      const borders = await page.evaluate(() => {
        const root = document.querySelector('chopmark-sign-dialog')?.shadowRoot
        return [...(root?.querySelectorAll('footer button, .card, .paper, dialog') ?? [])].map(
          (one) => parseFloat(getComputedStyle(one).borderTopWidth),
        )
      })
      for (const width of borders) expect(width, state).toBeGreaterThanOrEqual(1)
    }
  })

  test('nothing moves for a person who asked for that', async ({ page, portal }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await openClientPage(page, portal.origin)
    for (const state of ['loading', 'review', 'working', 'signing'] satisfies DialogState[]) {
      await showState(page, state)
      const moving = await page.evaluate(() => {
        const root = document.querySelector('chopmark-sign-dialog')?.shadowRoot
        return root?.getAnimations().length
      })
      expect(moving, state).toBe(0)
    }
  })

  test("takes the portal's own colours, corners and letters", async ({ page, portal }) => {
    await openClientPage(page, portal.origin)
    await page.evaluate(() => {
      const { style } = document.documentElement
      style.setProperty('--chopmark-accent', '#5b2a86')
      style.setProperty('--chopmark-on-accent', '#ffffff')
      style.setProperty('--chopmark-radius', '0px')
      style.setProperty('--chopmark-font', 'serif')
    })
    await showState(page, 'review', { locale: 'en' })
    const main = await mainButton(page).evaluate((one) => {
      const { backgroundColor, borderTopLeftRadius, fontFamily } = getComputedStyle(one)
      return { backgroundColor, borderTopLeftRadius, fontFamily }
    })
    expect(main).toEqual({
      backgroundColor: 'rgb(91, 42, 134)',
      borderTopLeftRadius: '0px',
      fontFamily: 'serif',
    })
    await expectAccessible(page)
  })
})

test('@a11y from reading to signed, with axe at every step', async ({ page, portal }) => {
  const ecert = await getEcert(page, portal.origin)
  await fillForm(page, portal.origin)
  await startSigning(page)
  await expectAccessible(page, 'review')
  await openEcert(page, ecert, '00000000')
  await expect(dialog(page).locator('.complaint')).not.toBeEmpty()
  await expectAccessible(page, 'wrong PIN')
  await dialog(page).locator('input[type=password]').fill(ecert.pin)
  await mainButton(page).click()
  await certificates(page)
  await expectAccessible(page, 'certificates')
  await mainButton(page).click()
  await expect(dialog(page).locator('[data-outcome]')).toBeVisible()
  await expectAccessible(page, 'done')
  await finish(page)
})
