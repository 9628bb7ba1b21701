import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const drivers = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm2.so',
  '/opt/homebrew/lib/softhsm/libsofthsm2.so',
]

/** SoftHSM's module; undefined where it is not installed. */
export const softHsm = drivers.find((path) => existsSync(path))

/** What lies on a card. */
export interface CardContent {
  readonly label: string
  readonly pin: string
  /** PKCS#8 in PEM. */
  readonly privateKeyPem: string
  /** DER; absent: the card has lost its certificate. */
  readonly certificate?: Uint8Array
  /** DER. */
  readonly authorities?: readonly Uint8Array[]
}

export type CardSwitch = 'absent' | 'unplugged' | 'leaves' | 'pinpad' | 'only-pads' | 'tries'

/**
 * Cards of software, for tests: SoftHSM behind `card-module.c`, which gives it a reader and a PIN that locks itself.
 * One folder is one module; each card in it lies in a reader of its own.
 */
export class SoftCard {
  readonly folder: string
  /** The PKCS#11 module to load. */
  readonly module: string

  private constructor(folder: string, module: string) {
    this.folder = folder
    this.module = module
  }

  /** Needs SoftHSM, its `softhsm2-util` and a C compiler. */
  static create(...cards: readonly CardContent[]): SoftCard {
    if (softHsm === undefined) throw new Error('SoftHSM2 is not installed.')
    const folder = mkdtempSync(join(tmpdir(), 'chopmark-card-'))
    const tokens = join(folder, 'tokens')
    mkdirSync(tokens)
    const conf = join(folder, 'softhsm2.conf')
    writeFileSync(
      conf,
      `directories.tokendir = ${tokens}\nlog.level = ERROR\nslots.removable = true\n`,
    )
    const source = fileURLToPath(new URL('card-module.c', import.meta.url))
    const module = join(folder, 'card-module.so')
    execFileSync('cc', [
      '-shared',
      '-fPIC',
      '-O1',
      `-DCARD_FOLDER="${folder}"`,
      `-DDRIVER="${softHsm}"`,
      '-o',
      module,
      source,
      '-ldl',
    ])
    const card = new SoftCard(folder, module)
    for (const content of cards) card.#fill(content, conf)
    return card
  }

  set(name: CardSwitch, value = ''): void {
    writeFileSync(join(this.folder, name), value)
  }

  clear(name: CardSwitch): void {
    rmSync(join(this.folder, name), { force: true })
  }

  has(name: CardSwitch): boolean {
    return existsSync(join(this.folder, name))
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  #fill(content: CardContent, conf: string): void {
    const { label, pin, privateKeyPem, certificate, authorities = [] } = content
    const options = { env: { ...process.env, SOFTHSM2_CONF: conf }, stdio: 'pipe' } as const
    const util = (...args: readonly string[]): void => {
      execFileSync('softhsm2-util', [...args], options)
    }
    const key = join(this.folder, 'key.pem')
    writeFileSync(key, privateKeyPem, { mode: 0o600 })
    util('--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', '87654321')
    util('--import', key, '--token', label, '--label', 'key', '--id', '01', '--pin', pin)
    rmSync(key)
    const certificates = [...(certificate === undefined ? [] : [certificate]), ...authorities]
    // In a process of its own: SoftHSM reads its configuration once in a process.
    execFileSync(process.execPath, ['--input-type=commonjs', '--eval', writer], {
      ...options,
      input: JSON.stringify({
        pkcs11: createRequire(import.meta.url).resolve('pkcs11js'),
        driver: softHsm,
        label,
        pin,
        certificates: certificates.map((der, index) => ({
          der: Buffer.from(der).toString('base64'),
          id: index === 0 && certificate !== undefined ? '01' : `a${index}`,
        })),
      }),
    })
  }
}

const writer = `
const { pkcs11, driver, label, pin, certificates } = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
const { PKCS11 } = require(pkcs11)
const p = new PKCS11()
p.load(driver)
p.C_Initialize()
const slot = p.C_GetSlotList(true).find((one) => p.C_GetTokenInfo(one).label.trim() === label)
const session = p.C_OpenSession(slot, 6)
p.C_Login(session, 1, pin)
for (const { der, id } of certificates) {
  p.C_CreateObject(session, [
    { type: 0x0, value: 1 }, { type: 0x80, value: 0 }, { type: 0x1, value: true }, { type: 0x2, value: false },
    { type: 0x3, value: 'certificate' }, { type: 0x102, value: Buffer.from(id, 'hex') },
    { type: 0x101, value: Buffer.from('3000', 'hex') }, { type: 0x11, value: Buffer.from(der, 'base64') },
  ])
}
p.C_Logout(session)
`
