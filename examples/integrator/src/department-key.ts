import { type KeySource, requireOwnAttributes } from '@chopmark/client'
import { UsageError } from '@chopmark/core'

/** Keys that our department's signing service holds for the officer who is logged in. */
export function departmentKey(serviceUrl: string): KeySource {
  const ask = async (path: string, init: RequestInit): Promise<Uint8Array> => {
    const response = await fetch(`${serviceUrl}/${path}`, { credentials: 'include', ...init })
    if (!response.ok) throw new Error(`The signing service answers ${response.status}.`)
    return new Uint8Array(await response.arrayBuffer())
  }
  return {
    id: 'department-key',
    label: { en: 'Department key', 'zh-Hant-HK': '部門密碼匙', 'zh-Hans-HK': '部门密码匙' },
    async list({ request, signal }) {
      const certificate = await ask('certificate', { signal })
      const issuer = await ask('issuer', { signal })
      const hash = request.document.digestAlgorithm
      let released = false
      return [
        {
          certificate,
          chain: [issuer],
          algorithm: { scheme: 'RSASSA-PKCS1-v1_5', hash },
          async sign(attributes, { signal: stop } = {}) {
            if (released) throw new UsageError('KEY_RELEASED', 'List the keys again.')
            stop?.throwIfAborted()
            await requireOwnAttributes(attributes, certificate)
            const body = Uint8Array.from(attributes)
            return ask(`sign?hash=${hash}`, { method: 'POST', body, signal: stop ?? signal })
          },
          release() {
            released = true
          },
        },
      ]
    },
  }
}
