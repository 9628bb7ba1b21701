import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, type Frame, type Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * The dialog, or another part of a page, holds WCAG 2.2 AA and what axe calls good practice, as far as axe can tell.
 * @param state - Named when it does not.
 */
export async function expectAccessible(
  page: Page | Frame,
  state = '',
  part = 'chopmark-sign-dialog',
): Promise<void> {
  const loaded = await page.evaluate(() => 'axe' in window)
  if (!loaded) await page.evaluate(axe)
  const violations = await page.evaluate(async (within) => {
    // Half-way in, colours are mixed with what lies behind; what never ends is not waited for.
    const root = document.querySelector(within)?.shadowRoot ?? document
    const moving = root
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
    await Promise.all(moving.map(({ finished }) => finished))
    const { axe: checker } = window as unknown as {
      axe: {
        run(
          root: string,
          options: object,
        ): Promise<{
          violations: { id: string; help: string; nodes: { html: string }[] }[]
        }>
      }
    }
    // The target size of WCAG 2.2 is not among the rules that axe runs unasked.
    const rules = { 'target-size': { enabled: true } }
    const found = await checker.run(within, { rules })
    return found.violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
    )
  }, part)
  expect.soft(violations, state).toEqual([])
}
