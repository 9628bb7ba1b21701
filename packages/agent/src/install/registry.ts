import { spawnSync } from 'node:child_process'

/** Windows: the current user's registry. */
export interface Registry {
  set(key: string, value: string): void
  remove(key: string): void
  /** Default value; undefined when there is none. */
  get(key: string): string | undefined
}

/** Through `reg.exe`, which every Windows has. */
export const windowsRegistry: Registry = {
  set(key, value) {
    reg('add', key, '/ve', '/t', 'REG_SZ', '/d', value, '/f')
  },
  remove(key) {
    reg('delete', key, '/f')
  },
  get(key) {
    return /REG_SZ\s+(.+?)\s*$/m.exec(reg('query', key, '/ve'))?.[1]
  },
}

function reg(...args: readonly string[]): string {
  return spawnSync('reg', args, { encoding: 'utf8', timeout: 30_000, windowsHide: true }).stdout
}
