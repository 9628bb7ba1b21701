import { exitCode } from './exit-codes.js'
import { run } from './run.js'

// `chopmark … | head` closes the pipe early: nobody reads on, and that is no failure of ours to talk about.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCode.brokenPipe : exitCode.software)
  })
}

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  outBytes: (bytes) => process.stdout.write(bytes),
  error: (text) => process.stderr.write(text),
  environment: process.env,
  now: () => Date.now(),
})
