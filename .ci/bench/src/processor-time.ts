/**
 * Milliseconds of processor time that this process has taken so far, all its threads together. On a machine that does other
 * work too, this is what a job costs; the clock on the wall shows mostly what the others do.
 */
export function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
