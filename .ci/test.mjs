// `npm test`: system packages, packages, build, types, lint, unit and conformance tests, browser tests.
// Ends with one line `N passed, N failed, N skipped`; what was skipped is named above it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Each of these runs something by `npm run e2e -- --grep @TAG`. */
const tags = [
  ...['file', 'card', 'device', 'csc', 'iam-smart', 'test-key', 'batch', 'encrypt', 'a11y'],
  ...['cosign', 'large', 'isolation', 'firefox', 'webkit', 'pages'],
]

const total = { passed: 0, failed: 0, skipped: 0 }
const skippedNames = []
const failedNames = []
const reports = mkdtempSync(join(tmpdir(), 'chopmark-test-'))

function run(command, args, options = {}) {
  return (
    spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options }).status === 0
  )
}

/** A step that either holds or not: types, lint. */
function step(name, command, args) {
  const started = Date.now()
  const passed = run(command, args)
  total[passed ? 'passed' : 'failed'] += 1
  if (!passed) failedNames.push(name)
  console.log(
    `${passed ? 'passed' : 'FAILED'}  ${name} (${Math.round((Date.now() - started) / 1000)} s)`,
  )
}

function readReport(name, file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    total.failed += 1
    failedNames.push(`${name} ended without a report`)
    return null
  }
}

/** A runner that ends badly has failed, even when its report names no test that did. */
function neverSilently(name, passed, failedBefore) {
  if (passed || total.failed > failedBefore) return
  total.failed += 1
  failedNames.push(`${name} ended with a failure that no test names`)
}

function unitTests(project) {
  const failedBefore = total.failed
  const file = join(reports, `${project}.json`)
  const passed = run('npx', [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report = readReport(project, file)
  if (report === null) return
  for (const suite of report.testResults) {
    // A file can fail beside its tests: in a hook, in its own code, or with a group that holds none.
    if (
      suite.status === 'failed' &&
      !suite.assertionResults.some(({ status }) => status === 'failed')
    ) {
      total.failed += 1
      failedNames.push(`${suite.name}: ${suite.message}`)
    }
    for (const test of suite.assertionResults) {
      if (test.status === 'passed') total.passed += 1
      else if (test.status === 'failed') {
        total.failed += 1
        failedNames.push(test.fullName)
      } else {
        total.skipped += 1
        skippedNames.push(test.fullName)
      }
    }
  }
  neverSilently(project, passed, failedBefore)
}

function browserTests() {
  const failedBefore = total.failed
  const file = join(reports, 'e2e.json')
  const passed = run('npx', ['playwright', 'test', '--reporter=list,json'], {
    cwd: 'e2e',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  })
  const report = readReport('browser tests', file)
  if (report === null) return
  total.passed += report.stats.expected
  total.failed += report.stats.unexpected + report.stats.flaky + report.errors.length
  total.skipped += report.stats.skipped
  if (report.stats.unexpected + report.stats.flaky > 0)
    failedNames.push('browser tests: see the list above')
  for (const error of report.errors) failedNames.push(`browser tests: ${error.message}`)
  const ran = new Set()
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) {
      if (spec.tests.some((test) => test.status === 'skipped')) skippedNames.push(spec.title)
      else for (const tag of spec.tags) ran.add(tag)
    }
    for (const child of suite.suites ?? []) walk(child)
  }
  for (const suite of report.suites) walk(suite)
  for (const tag of tags.filter((one) => !ran.has(one))) {
    total.failed += 1
    failedNames.push(`browser tests: nothing ran for @${tag}`)
  }
  neverSilently('browser tests', passed, failedBefore)
}

if (!run('bash', ['.ci/setup'])) {
  console.error('.ci/setup could not install the system packages named there.')
  process.exit(1)
}
const { ensureBuilt } = await import('./ensure-built.mjs')
ensureBuilt({ types: true })
step('types', 'npm', ['run', '--silent', 'types'])
step('lint', 'npm', ['run', '--silent', 'lint'])
step('sizes', 'npm', ['run', '--silent', 'size'])
step('packages as packed', 'npm', ['run', '--silent', 'packages'])
unitTests('unit')
unitTests('conformance')
browserTests()
rmSync(reports, { recursive: true, force: true })

for (const name of skippedNames) console.log(`skipped  ${name}`)
for (const name of failedNames) console.log(`FAILED   ${name}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exit(total.failed > 0 ? 1 : 0)
