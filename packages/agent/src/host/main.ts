import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { agentVersion, chromiumExtensionId, firefoxExtensionId } from '../identity.js'
import { loadModules } from '../pkcs11/load-modules.js'
import { modulePaths, wellKnownModules } from '../pkcs11/module-paths.js'
import { answerQuestions } from './answer-questions.js'
import { readMessages, writeMessage } from './message-stream.js'
import { parseQuestion } from './parse-question.js'
import { readBackups, readSettings } from './settings.js'

/** The host as a browser starts it: questions on standard input, answers on standard output, gone with the extension. */
async function main(): Promise<void> {
  // Chromium names the caller's origin, Firefox its id. The browser lets no other extension start the host; a person
  // who starts it by hand is told what it is.
  const caller = process.argv.slice(2)
  const known = [`chrome-extension://${chromiumExtensionId}/`, firefoxExtensionId]
  if (!caller.some((one) => known.includes(one))) {
    process.stderr.write('This program is started by the Chopmark browser extension.\n')
    process.exitCode = 1
    return
  }
  const folder = dirname(fileURLToPath(import.meta.url))
  const answer = answerQuestions({
    loadModules: () => {
      const settings = readSettings(folder)
      const usual = settings.wellKnownModules ? wellKnownModules(process.platform, process.env) : []
      return loadModules(modulePaths(settings.modules, usual))
    },
    backups: () => readBackups(folder),
    version: agentVersion,
    now: () => Date.now(),
  })
  for await (const message of readMessages(process.stdin)) {
    const question = parseQuestion(message)
    writeMessage(
      process.stdout,
      question === undefined
        ? { id: idOf(message), kind: 'problem', problem: 'MALFORMED' }
        : answer(question),
    )
  }
  // Drivers may hold threads open; the browser has closed the pipe and waits for nothing.
  process.exit(0)
}

function idOf(message: unknown): number {
  const { id } = (message ?? {}) as { readonly id?: unknown }
  return typeof id === 'number' ? id : -1
}

await main()
