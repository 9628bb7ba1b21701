import type { LocalizedText } from '@chopmark/core'
import { ClientError } from '../../client-error.js'
import { loading } from '../../loading.js'
import type { RemoteSource } from '../key-source.js'

/** What the person has to see while the service waits for them. */
export interface RemoteStep {
  /** 識別碼: to be compared with the one in the app. */
  readonly identificationCode?: string
  /** The service's page, to be opened when the person asks for it. */
  readonly redirectUrl?: string
}

export interface RemoteSigningOptions {
  /** `id` of the signer that the portal offers (`createRemoteSigning` in `@chopmark/server`). */
  readonly signer: string
  readonly label: LocalizedText
  /** What is said while the service waits; absent: words for iAM Smart, or for any service. */
  readonly instruction?: LocalizedText
  /** The button that opens `redirectUrl`. */
  readonly openLabel?: LocalizedText
  /** How `redirectUrl` is opened, once the person asks for it; absent: in a window of its own. */
  readonly open?: (url: string) => void
  /** Shows each step, for a page that does without the dialog: code and link are then its own to show. */
  readonly show?: (step: RemoteStep) => void
  /** The service takes one document under one consent: it is not offered for a batch. */
  readonly oneAtATime?: boolean
  /** How often the portal is asked; absent: every 2 seconds. */
  readonly pollMs?: number
}

/** A service that signs what the portal makes: the person confirms there, and the page waits. */
export function remoteSigning(options: RemoteSigningOptions): RemoteSource {
  return {
    id: `remote-${options.signer}`,
    label: options.label,
    async signAtService(context) {
      // Loaded when a person comes to this point: the page's first load does without it.
      const { signRemotely } = await loading(import('./sign-remotely.js'))
      const [answer] = await signRemotely(options, context)
      if (answer instanceof ClientError) throw answer
      return answer
    },
    ...(options.oneAtATime !== true && {
      async signAllAtService(context) {
        const { signRemotely } = await loading(import('./sign-remotely.js'))
        return signRemotely(options, context, context.also)
      },
    }),
  }
}

type Variation = Partial<RemoteSigningOptions>

/** 智方便數碼簽署, Signing with iAM Smart. */
export function iamSmart(options: Variation = {}): RemoteSource {
  return remoteSigning({
    signer: 'iam-smart',
    oneAtATime: true,
    label: {
      en: 'Signing with iAM Smart',
      'zh-Hant-HK': '智方便數碼簽署',
      'zh-Hans-HK': '智方便数码签署',
    },
    ...options,
  })
}

/** A signing service that speaks the CSC API. */
export function csc(options: Variation = {}): RemoteSource {
  return remoteSigning({
    signer: 'csc',
    label: {
      en: 'Remote signing service',
      'zh-Hant-HK': '遙距簽署服務',
      'zh-Hans-HK': '遥距签署服务',
    },
    ...options,
  })
}
