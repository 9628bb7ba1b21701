import { loading } from '../../loading.js'
import type { KeySource } from '../key-source.js'

export interface CardOptions {
  /**
   * Brings the page's end of the channel to the extension, in place of asking the extension for one: for tests, and for a
   * page in a frame whose parent does the asking. Undefined: there is no extension.
   */
  readonly connect?: () => Promise<MessagePort | undefined>
}

/**
 * A smart card or token, through the Chopmark browser extension and the host it talks to. The PIN is asked for in the
 * extension's own window, or at the card reader: this page sees neither PIN nor key. A link that is broken is named by
 * its own code (`CARD_…`), and may be mended and tried again.
 */
export function card(options: CardOptions = {}): KeySource {
  return {
    id: 'card',
    label: 'card',
    async list(context) {
      // Loaded when a person comes to this point: the page's first load does without it.
      const { listCardKeys } = await loading(import('./list-card-keys.js'))
      return listCardKeys(context, options.connect)
    },
    async diagnose(signal) {
      const { diagnoseCard } = await loading(import('./list-card-keys.js'))
      return diagnoseCard(signal, options.connect)
    },
  }
}
