import { randomBytes } from 'node:crypto'
import {
  createRemoteHandler,
  createRemoteSigning,
  cscSigner,
  hkicHash,
  iamSmartSigner,
} from '@chopmark/server'
import {
  type SandboxCsc,
  type SandboxIamSmart,
  serveSandboxCsc,
  serveSandboxIamSmart,
} from '@chopmark/test-pki'
import {
  type DocumentPortal,
  type Extra,
  type PortalParts,
  startDocumentPortal,
} from './document-portal.js'

/** The services beside a portal that has them sign. */
interface Services {
  /** Holds credentials of CHAN TAI MAN and WONG SIU MING: the request says whose it wants. */
  readonly csc: SandboxCsc
  /** Knows CHAN TAI MAN. */
  readonly iamSmart: SandboxIamSmart
}

/** A portal that has services sign, with both services beside it; all on loopback, in this process. */
export type RemotePortal = DocumentPortal & Services

export async function startRemotePortal(): Promise<RemotePortal> {
  let services: Services | undefined
  const portal = await startDocumentPortal(async (parts) => {
    const started = await startServices(parts)
    services = started
    return started
  })
  if (services === undefined) throw new Error('The services have not started.')
  return { ...portal, ...services }
}

async function startServices({
  chopmark,
  pki,
  origin,
  dialogOrigin,
  settings,
}: PortalParts): Promise<Services & Extra> {
  const chan = await pki.issue('iam-smart-cert', { name: 'CHAN TAI MAN' })
  const wong = await pki.issue('e-cert-personal', { name: 'WONG SIU MING' })
  const client = { clientId: 'portal', clientSecret: randomBytes(16).toString('hex') }
  const csc = await serveSandboxCsc({
    ...client,
    credentials: [chan, wong],
    redirectUri: [origin, dialogOrigin].map(
      (at) => `${at}${settings.basePath}/remote/csc/callback`,
    ),
  })
  const person = { openId: 'chan', accessToken: 'token', hkicHash: hkicHash('A123456(3)') }
  const iamSmart = await serveSandboxIamSmart({
    ...client,
    people: [{ ...person, certificate: chan }],
  })
  const allow = (url: string) => ({ allowAddresses: [new URL(url).host] })
  const remote = createRemoteSigning({
    chopmark,
    callbackBaseUrl: origin + settings.basePath,
    signers: [
      cscSigner({ ...client, baseUrl: csc.baseUrl, oauthUrl: csc.url, fetch: allow(csc.url) }),
      iamSmartSigner({
        ...client,
        baseUrl: iamSmart.url,
        fetch: allow(iamSmart.url),
        person: () => Promise.resolve({ kind: 'account', ...person }),
        department: '示範政府部門',
        issuers: chan.chain,
      }),
    ],
  })
  return {
    ...{ csc, iamSmart },
    handle: createRemoteHandler(remote, settings),
    remote,
    close: async () => {
      await Promise.all([csc.close(), iamSmart.close()])
    },
  }
}
