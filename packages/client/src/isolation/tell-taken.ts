import { ClientError } from '../client-error.js'
import type { RemoteSource, SigningSource } from '../key-sources/key-source.js'
import type { Portal } from '../wire/portal.js'
import type { PortalAnswer } from '../wire/portal-answer.js'

/** @param requestUrl - Of the request whose signature the portal has taken in. */
export type TellTaken = (requestUrl: string, answer: PortalAnswer) => void

/**
 * The same portal, which tells at once what it has taken in: a person who closes the window after that leaves a page that would
 * otherwise hear that nothing was signed.
 */
export function tellingPortal(plain: Portal, tell: TellTaken): Portal {
  return {
    ...plain,
    deliver: async (signature, signal) => {
      const answer = await plain.deliver(signature, signal)
      tell(plain.connection.requestUrl, answer)
      return answer
    },
  }
}

/** The same source; a service brings its signatures to the portal by itself. */
export function tellingSource<Source extends SigningSource>(
  source: Source,
  tell: TellTaken,
): Source | RemoteSource {
  if (!('signAtService' in source)) return source
  const signAll = source.signAllAtService?.bind(source)
  return {
    ...{ id: source.id, label: source.label },
    signAtService: async (context) => {
      const answer = await source.signAtService(context)
      tell(context.connection.requestUrl, answer)
      return answer
    },
    ...(signAll && {
      signAllAtService: async (context) => {
        const answers = await signAll(context)
        for (const [index, { requestUrl }] of [context.connection, ...context.also].entries()) {
          const answer = answers[index]
          if (answer !== undefined && !(answer instanceof ClientError)) tell(requestUrl, answer)
        }
        return answers
      },
    }),
  }
}
