// Loaded before every test. When shipped code of a pure package (core outside its crypto folder, verify, trust-hk) reaches
// for the clock, the network, timers or chance, the call throws, however it is spelt: lint sees `Date.now()`, this sees
// `globalThis['Date']['now']()` too. Tests themselves and other packages are let through.

const pure = /\/packages\/(?:core|verify|trust-hk)\/src\/(?!crypto\/)(?!.*\.test\.ts)/

/** Was the function that asked written in a pure package? The first frame behind this file tells. */
function askedByPureCode(): boolean {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 6
  const frames = (new Error('who asks').stack ?? '').split('\n').slice(1)
  Error.stackTraceLimit = stackTraceLimit
  const asker = frames.find((frame) => !frame.includes('purity-setup'))
  return asker !== undefined && pure.test(asker.replaceAll('\\', '/'))
}

function guard<T extends (...args: never[]) => unknown>(name: string, original: T): T {
  return new Proxy(original, {
    apply(target, self, args) {
      if (askedByPureCode()) throw new Error(`A pure package called ${name}.`)
      return Reflect.apply(target, self, args) as unknown
    },
  })
}

const realDate = globalThis.Date
const realNow = realDate.now.bind(realDate)
globalThis.Date = new Proxy(realDate, {
  apply(target, self, args) {
    if (askedByPureCode()) throw new Error('A pure package called Date().')
    return Reflect.apply(target, self, args) as unknown
  },
  construct(target, args, newTarget) {
    if (args.length === 0 && askedByPureCode()) throw new Error('A pure package called new Date().')
    return Reflect.construct(target, args, newTarget) as object
  },
})
realDate.now = guard('Date.now', realNow)
Math.random = guard('Math.random', Math.random)
globalThis.fetch = guard('fetch', globalThis.fetch)
globalThis.setTimeout = guard('setTimeout', globalThis.setTimeout)
globalThis.setInterval = guard('setInterval', globalThis.setInterval)
performance.now = guard('performance.now', performance.now.bind(performance))
