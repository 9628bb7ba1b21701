import type { Action, DialogView, Question, Work } from '../dialog/dialog-view.js'

/** A person who does these things one after the other, and what they were shown. */
export function person(...actions: readonly (Action | ((question: Question) => Action))[]): {
  readonly view: DialogView
  readonly seen: string[]
} {
  const seen: string[] = []
  let next = 0
  return {
    seen,
    view: {
      setRequest: () => undefined,
      show: (work: Work) => {
        if (seen.at(-1) !== work.step) seen.push(work.step)
      },
      ask: async (question) => {
        seen.push(nameOf(question))
        const action = actions[next++]
        if (action === undefined) return Promise.reject(new Error(`no action for ${seen.join()}`))
        return Promise.resolve(typeof action === 'function' ? action(question) : action)
      },
    },
  }
}

function nameOf(question: Question): string {
  if (question.step === 'failure') return question.error.code
  return question.step === 'drawn' ? question.name : question.step
}

export const go: Action = { kind: 'continue' }
export const close: Action = { kind: 'close' }

/** Signs with the first certificate that is offered. */
export function sign(question: Question): Action {
  const [candidate] = question.step === 'certificates' ? question.candidates : []
  if (candidate === undefined) throw new Error(`cannot sign at ${question.step}`)
  return { kind: 'sign', candidate }
}
