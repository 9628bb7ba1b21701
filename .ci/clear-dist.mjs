// Clears what the last build wrote: old chunks carry other names and would pile up.
import { readdirSync, rmSync } from 'node:fs'

for (const parent of ['packages', 'examples']) {
  for (const name of readdirSync(parent))
    rmSync(`${parent}/${name}/dist`, { recursive: true, force: true })
}
