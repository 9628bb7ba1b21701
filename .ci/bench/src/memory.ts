import { readFileSync } from 'node:fs'

/** Resident memory now, bytes. */
export function residentBytes(): number {
  return process.memoryUsage().rss
}

/** Greatest resident memory so far, bytes. */
export function peakBytes(): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    if (kilobytes !== undefined) return Number(kilobytes) * 1024
  } catch {
    // No /proc on this system.
  }
  return process.resourceUsage().maxRSS * 1024
}
