import { readFileSync, writeFileSync } from 'node:fs'
import type { Browser } from '@playwright/test'

/**
 * The most memory that the processes of a browser took while something ran, above what they held before; by Linux's own
 * high-water mark of each, so that no moment between two looks is missed.
 * @param browser - A Chromium that Playwright started.
 * @returns Octets.
 */
export async function growthWhile(browser: Browser, run: () => Promise<void>): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const pids = processInfo.map(({ id }) => id)
  // 5: sets the high-water mark back to what is held now (proc(5)).
  for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5')
  const before = pids.map((pid) => octets(pid, 'VmRSS'))
  await run()
  const growth = pids.reduce(
    (sum, pid, i) => sum + Math.max(0, octets(pid, 'VmHWM') - (before[i] ?? 0)),
    0,
  )
  await session.detach()
  return growth
}

function octets(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kibibytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]
  if (kibibytes === undefined) throw new Error(`No ${field} of process ${pid}.`)
  return Number(kibibytes) * 1024
}
