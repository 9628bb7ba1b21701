import { contextPrimitive, integer, sequence, utf8String } from '../der/der.js'
import type { Der } from '../der/der.js'
import { readElement } from '../der/read.js'
import { context } from '../der/der.js'
import type { Extension } from '../extensions.js'
import { extensionOids, generalName, nameConstraints, subjectAltName } from '../extensions.js'
import { distinguishedName } from '../name.js'
import type { PathForgery } from './path-forgery.js'
import { pathForgery, threeSteps } from './path-forgery.js'
import { pathName } from './path-workshop.js'

const organisation = distinguishedName(['C', 'HK'], ['O', 'Chopmark Test Paths'])
const otherOrganisation = distinguishedName(['C', 'HK'], ['O', 'Other Company'])

/** Row 17: a CA constrained to some names, and a signer outside (or, as control, inside) them. */
export const nameConstraintForgeries: readonly PathForgery[] = [
  constrained('name-not-permitted', 'directory name outside the permitted subtree', {
    permitted: [generalName.directory(otherOrganisation)],
  }),
  constrained('name-excluded', 'directory name inside an excluded subtree', {
    excluded: [generalName.directory(organisation)],
  }),
  constrained(
    'email-not-permitted',
    'e-mail address at another host',
    { permitted: [generalName.email('bank.example')] },
    [generalName.email('chan@evil.example')],
  ),
  constrained(
    'email-of-subhost-not-permitted',
    'a constraint on one host does not reach hosts below it, RFC 5280 §4.2.1.10',
    { permitted: [generalName.email('bank.example')] },
    [generalName.email('chan@mail.bank.example')],
  ),
  constrained(
    'email-excluded',
    'e-mail address at an excluded host',
    { excluded: [generalName.email('bank.example')] },
    [generalName.email('chan@bank.example')],
  ),
  constrained(
    'email-in-subject-not-permitted',
    'emailAddress in the subject, no subjectAltName: it is constrained too',
    { permitted: [generalName.email('bank.example')] },
    [],
    distinguishedName(
      ['C', 'HK'],
      ['O', 'Chopmark Test Paths'],
      ['CN', 'Path Signer'],
      ['E', 'chan@evil.example'],
    ),
  ),
  constrained(
    'dns-not-permitted',
    'DNS name outside the permitted domain',
    { permitted: [generalName.dns('bank.example')] },
    [generalName.dns('notbank.example')],
  ),
  constrained(
    'uri-excluded',
    'URI at an excluded host',
    { excluded: [generalName.uri('bank.example')] },
    [generalName.uri('https://bank.example/chan')],
  ),
  constrained(
    'ip-not-permitted',
    'address outside the permitted range',
    { permitted: [generalName.ip(Uint8Array.of(10, 0, 0, 0, 255, 0, 0, 0))] },
    [generalName.ip(Uint8Array.of(192, 168, 1, 1))],
  ),
  constrained(
    'other-name-constrained',
    'a constraint on a form that cannot be checked, and a name of that form',
    { permitted: [generalName.other('1.3.6.1.4.1.311.20.2.3', utf8String('bank.example'))] },
    [generalName.other('1.3.6.1.4.1.311.20.2.3', utf8String('chan@evil.example'))],
  ),
  pathForgery('name-constraints-minimum', '17', 'a subtree with minimum 1', (workshop) => {
    const minimum = contextPrimitive(0, readElement(integer(1)).content)
    const subtree = sequence(generalName.directory(organisation), minimum)
    const value = sequence(context(0, subtree))
    const extension = { oid: extensionOids.nameConstraints, critical: true, value }
    return threeSteps(workshop, { extensions: (all) => [...all, extension] }, {})
  }),
  pathForgery(
    'name-constraint-of-upper-ca',
    '17',
    'the constraint stands two CAs above the signer',
    async (workshop) => {
      const root = await workshop.root()
      const upper = await workshop.ca('Path CA 1', root, {
        extensions: (all) => [
          ...all,
          nameConstraints({ excluded: [generalName.email('bank.example')] }),
        ],
      })
      const lower = await workshop.ca('Path CA 2', upper)
      const signer = await workshop.leaf(lower, {
        extensions: (all) => [...all, subjectAltName([generalName.email('chan@bank.example')])],
      })
      return workshop.finish(root, signer, [lower, upper])
    },
  ),
  {
    ...constrained(
      'control-names-permitted',
      'directory name and e-mail address as permitted',
      {
        permitted: [generalName.directory(organisation), generalName.email('bank.example')],
        excluded: [generalName.directory(otherOrganisation)],
      },
      [generalName.email('chan@BANK.example')],
    ),
    row: 'control',
    valid: true,
  },
]

function constrained(
  id: string,
  description: string,
  subtrees: Parameters<typeof nameConstraints>[0],
  alternativeNames: readonly Der[] = [],
  subject = pathName('Path Signer'),
): PathForgery {
  const further: readonly Extension[] =
    alternativeNames.length === 0 ? [] : [subjectAltName(alternativeNames)]
  return pathForgery(id, '17', description, (workshop) =>
    threeSteps(
      workshop,
      { extensions: (all) => [...all, nameConstraints(subtrees)] },
      { subject, extensions: (all) => [...all, ...further] },
    ),
  )
}
