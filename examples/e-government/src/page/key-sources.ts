import { card, type CertificateKinds, device, ecertFile, type KeySource } from '@chopmark/client'

/** The ways to sign that a page can offer. */
const ways: Readonly<Record<string, () => KeySource>> = {
  file: ecertFile,
  card,
  device: () => device({ enrolUrl: '/sandbox/enrolment' }),
}

/** What the page's own address asks for: `?ways=file,card`. */
export function keySourcesAsked(): readonly [KeySource, ...KeySource[]] {
  return keySources(new URLSearchParams(location.search).get('ways')?.split(',') ?? [])
}

/** Those that were asked for, by name; an e-Cert file when none of them is known. */
export function keySources(wanted: readonly string[]): readonly [KeySource, ...KeySource[]] {
  const [first, ...rest] = wanted.flatMap((way) =>
    Object.hasOwn(ways, way) ? (ways[way]?.() ?? []) : [],
  )
  return first === undefined ? [ecertFile()] : [first, ...rest]
}

/** Names, renewal page and banks of the certificates in use here; asked for once a certificate is there. */
export async function certificateKinds(): Promise<CertificateKinds> {
  const response = await fetch('/sandbox/certificate-kinds')
  return (await response.json()) as CertificateKinds
}
