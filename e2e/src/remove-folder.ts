import { rmSync } from 'node:fs'

const waitMs = 10_000

/** Removes the folder of a browser that has ended: its helpers may write there for a moment after it has gone. */
export async function removeFolder(folder: string): Promise<void> {
  for (const end = Date.now() + waitMs; ;) {
    try {
      rmSync(folder, { recursive: true, force: true })
      return
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}
