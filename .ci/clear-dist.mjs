// Clears what the last build wrote: old chunks carry other names and would pile up.
import { readdirSync, rmSync } from 'node:fs'

for (const parent of ['packages', 'examples']) {
  for (const entry of readdirSync(parent, { withFileTypes: true })) {
    if (entry.isDirectory())
      rmSync(`${parent}/${entry.name}/dist`, { recursive: true, force: true })
  }
}
