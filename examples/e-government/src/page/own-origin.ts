import type { OwnOriginWindow } from '@chopmark/client'

type Where = Pick<OwnOriginWindow, 'dialogUrl' | 'dialogWindow'>

/** Where the dialog has its own origin, when the page's own address asks for it: `?dialog=popup` or `?dialog=frame`. */
export const ownOrigin: Promise<Where> | undefined = wanted(
  new URLSearchParams(location.search).get('dialog'),
)

function wanted(kind: string | null): Promise<Where> | undefined {
  return kind === null ? undefined : ask(kind === 'frame' ? 'frame' : 'pop-up')
}

async function ask(dialogWindow: 'pop-up' | 'frame'): Promise<Where> {
  const response = await fetch('/api/dialog')
  const { dialogUrl } = (await response.json()) as { dialogUrl: string }
  return { dialogUrl, dialogWindow }
}
