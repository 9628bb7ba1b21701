import { startPortal } from './portal/portal.js'
import { readSettings } from './portal/settings.js'

const settings = readSettings(process.env)
const portal = await startPortal(settings).catch((error: unknown) => {
  const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (!inUse) throw error
  console.error(
    `Port ${settings.port}, ${settings.port + 1} or ${settings.port + 2} is taken. Stop what uses it, or choose another: PORT=9000 npm start`,
  )
  process.exit(1)
})

console.log(`
  Chopmark demonstration portal (sandbox: nothing here has legal effect)

    Form             ${portal.origin}/
    … own origin     ${portal.origin}/?dialog=popup
    Sandbox e-Certs  ${portal.origin}/sandbox
    Data             ${settings.dataFolder}

  Ctrl-C stops it.
`)

let stopping = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return
    stopping = true
    void portal.close().then(() => process.exit(0))
  })
}
