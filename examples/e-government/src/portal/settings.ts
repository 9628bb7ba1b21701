import { resolve } from 'node:path'

/** What the environment may set; everything has an embedded default. */
export interface Settings {
  /** 0 takes a free port. */
  readonly port: number
  /** Where SQLite file, sandbox keys and submissions lie. */
  readonly dataFolder: string
  readonly requestLifetimeMs: number
}

function wholeNumber(
  text: string | undefined,
  otherwise: number,
  name: string,
  max: number,
): number {
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > max) {
    throw new Error(`${name}=${text}: give a whole number from 0 to ${max}.`)
  }
  return value
}

/** Reads PORT, DATA_FOLDER and REQUEST_LIFETIME_SECONDS. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  return {
    port: wholeNumber(environment['PORT'], 8480, 'PORT', 65_535),
    dataFolder: resolve(environment['DATA_FOLDER'] ?? 'data'),
    requestLifetimeMs:
      wholeNumber(environment['REQUEST_LIFETIME_SECONDS'], 900, 'REQUEST_LIFETIME_SECONDS', 3600) *
      1000,
  }
}
