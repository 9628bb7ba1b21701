/** As many steps as lie between a certificate and the page. */
const steps = 3
/** `popstate` comes within some milliseconds; a browser that sends none keeps nobody waiting. */
const popstateWithinMs = 1000

/**
 * Lets the browser's Back button go back inside the dialog instead of leaving the page under it: entries of the page's own
 * address and state are put into the history, and left again at the end. Their `popstate` is kept from the page's router, except
 * in Chromium from listeners that were there before; these find address and state as they left them. All are put in at once, at the click that opened the dialog: browsers skip those that a
 * page puts in without one, so that it keeps nobody.
 * @param back - Goes one step back.
 * @param left - The person went to another address of the page, by a longer step.
 * @returns Takes it away: resolves when the history stands where it stood.
 */
export function onBackButton(back: () => void, left: () => void): () => Promise<void> {
  const { href } = location
  const own: unknown = history.state
  let at = 0
  let ended = false
  const enter = (): void => {
    if (ended || at > 0) return
    for (; at < steps; at++) history.pushState(stateAt(own, at + 1), '')
  }
  const popped = (event: Event): void => {
    if (location.href !== href) {
      at = 0
      left()
      return
    }
    event.stopImmediatePropagation()
    const before = at
    at = depthNow()
    if (at >= before) return
    back()
    // Once it is clear whether that step has closed the dialog.
    setTimeout(enter)
  }
  enter()
  window.addEventListener('popstate', popped, { capture: true })
  return async () => {
    ended = true
    window.removeEventListener('popstate', popped, { capture: true })
    if (at === 0 || location.href !== href) return
    await new Promise<void>((resolve) => {
      const arrive = (event?: Event): void => {
        event?.stopImmediatePropagation()
        window.removeEventListener('popstate', arrive, { capture: true })
        resolve()
      }
      window.addEventListener('popstate', arrive, { capture: true })
      setTimeout(arrive, popstateWithinMs)
      history.go(-at)
    })
  }
}

const mark = 'chopmarkStep'

/** The page's own state, so that whatever reads it finds what it left, and how deep in the dialog. */
function stateAt(own: unknown, depth: number): object {
  return { ...(typeof own === 'object' ? own : {}), [mark]: depth }
}

function depthNow(): number {
  const depth = (history.state as Readonly<Record<string, unknown>> | null)?.[mark]
  return typeof depth === 'number' ? depth : 0
}

/**
 * One step back on the screen on top, by the very buttons that a person would press: its own way back, else the one that closes.
 * What may already be on its way is not stopped unasked.
 * @param root - The dialog's shadow root.
 */
export function stepBack(root: ShadowRoot): void {
  const [top] = [...root.querySelectorAll('dialog[open]')].reverse()
  const underWay = top?.querySelector('[data-step=signing], [data-step=sending]')
  const wayBack = underWay ? 'footer .main' : 'footer button[type=button]:last-child'
  const press =
    top?.querySelector<HTMLElement>(wayBack) ?? top?.querySelector<HTMLElement>('.close')
  // Over the dialog stands a screen that has one button alone.
  ;(press ?? top?.querySelector<HTMLElement>('footer button'))?.click()
}
