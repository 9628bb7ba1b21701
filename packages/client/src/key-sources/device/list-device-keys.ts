import { type LocalizedText, UsageError } from '@chopmark/core'
import { renewalOpensMs } from '../../certificate/certificate-summary.js'
import { ClientError, remedyOf } from '../../client-error.js'
import type { FormAnswer, FormProblem, FormQuestion } from '../form-question.js'
import type { KeyHandle, KeySourceContext } from '../key-source.js'
import { deviceKeyHandle, generateDeviceKey } from './device-key.js'
import { confirmRemoval, enrolForm, useForm, workTitles } from './device-forms.js'
import type { DeviceSettings } from './device-source.js'
import { deviceError, deviceTexts } from './device-texts.js'
import { EnrolmentEndpoint } from './enrolment-endpoint.js'
import {
  certifiedRecords,
  type ListedRecord,
  pendingRecord,
  removeDeviceKey,
} from './manage-device-keys.js'

/** A family's worth of keys. */
const maxKeys = 8

/**
 * Finds the keys of this device and asks the person whether one may be used, setting one up or renewing it on the way:
 * the inside of `device`.
 * @throws ClientError `DEVICE_STORAGE_REFUSED`; without `prompts.form`, ClientError `DEVICE_NOT_ENROLLED` when there is
 * no key and UsageError `PROMPT_MISSING` when there is one; the signal's reason.
 */
export async function listDeviceKeys(
  context: KeySourceContext,
  settings: DeviceSettings,
): Promise<readonly KeyHandle[]> {
  const desk = new Desk(context, settings)
  for (let problem: FormProblem | undefined; ;) {
    const records = await certifiedRecords(settings.storage, settings.enrolUrl)
    if (records.length === 0) {
      problem = await desk.enrol(problem ?? desk.cleared())
      continue
    }
    const { action } = await desk.ask(useForm(records, now(), records.length < maxKeys, problem))
    if (action === 'use') {
      return records.map(({ record }) => deviceKeyHandle(record, context.request))
    }
    if (action === 'enrol') {
      problem = undefined
      do problem = await desk.enrol(problem, true)
      while (problem !== undefined)
    } else if (action === 'remove') {
      await desk.remove(records)
      problem = undefined
    } else problem = await desk.renew(records)
  }
}

class Desk {
  readonly #context: KeySourceContext
  readonly #settings: DeviceSettings
  readonly #endpoint: EnrolmentEndpoint
  /** An enrolment code that is not used up, for the next try. */
  #code = { referenceNumber: '', pin: '' }

  constructor(context: KeySourceContext, settings: DeviceSettings) {
    this.#context = context
    this.#settings = settings
    this.#endpoint = new EnrolmentEndpoint(settings.enrolUrl, settings.fetch)
  }

  async ask(question: FormQuestion): Promise<FormAnswer> {
    const { prompts, signal } = this.#context
    signal.throwIfAborted()
    if (prompts.form === undefined) {
      if (question.id === 'device-enrol') throw deviceError('DEVICE_NOT_ENROLLED')
      throw new UsageError('PROMPT_MISSING', 'Give prompts.form: each use of the key is asked for.')
    }
    const answer = await prompts.form(question)
    signal.throwIfAborted()
    return answer
  }

  /** A key was here once, and nobody removed it. */
  cleared(): FormProblem | undefined {
    const code = 'DEVICE_STORAGE_CLEARED'
    return this.#settings.storage.expectsKey() ? { code, texts: deviceTexts[code] } : undefined
  }

  /**
   * Asks for an enrolment code and has a key certified for it. The key is put away before the code is used: a storage that
   * refuses costs no code, and an answer that got lost is asked for again with the same key.
   * @returns Why it did not work; undefined when it did, or when the person has changed their mind.
   */
  async enrol(problem?: FormProblem, other = false): Promise<FormProblem | undefined> {
    const { storage, enrolUrl, keyAlgorithm } = this.#settings
    const { action, values } = await this.ask(enrolForm(this.#code, problem, other))
    if (action !== 'enrol') return undefined
    const referenceNumber = (values['referenceNumber'] ?? '').replace(/\s/g, '')
    const pin = (values['enrolmentPin'] ?? '').replace(/\s/g, '')
    this.#code = { referenceNumber, pin }
    const failure = await this.#work(workTitles.enrol, async (signal) => {
      const pending =
        (await pendingRecord(storage, enrolUrl)) ??
        (await generateDeviceKey(enrolUrl, keyAlgorithm))
      await storage.put(pending)
      // Asked for, not waited for: Firefox has the person answer in a bubble of its own, which may stay unseen.
      void storage.persist().catch(() => undefined)
      const certified = await this.#endpoint.enrol(pending, { referenceNumber, pin }, signal)
      await storage.put(certified)
      storage.expectKey(true)
      this.#code = { referenceNumber: '', pin: '' }
    })
    // Where only the line was at fault, nothing has to be typed again.
    if (failure !== undefined && remedyOf(failure.code) !== 'try-again') {
      this.#code = { referenceNumber, pin: '' }
    }
    return failure
  }

  /** Renews every certificate that is near its end or past it. The old key goes when the new one lies safely. */
  async renew(records: readonly ListedRecord[]): Promise<FormProblem | undefined> {
    const { storage, enrolUrl, keyAlgorithm, renewWith } = this.#settings
    const due = records.filter(({ summary }) => summary.notAfter - now() <= renewalOpensMs)
    return this.#work(workTitles.renew, async (signal) => {
      for (const { record: current } of due) {
        const next =
          renewWith === 'same-key' ? current : await generateDeviceKey(enrolUrl, keyAlgorithm)
        const certified = await this.#endpoint.renew(next, current, signal)
        await storage.put(certified)
        if (certified.id !== current.id) await storage.remove(current.id)
      }
    })
  }

  async remove(records: readonly ListedRecord[]): Promise<void> {
    const { storage, enrolUrl } = this.#settings
    const { action } = await this.ask(confirmRemoval(records))
    const chosen = records[Number(/^remove-(\d)$/.exec(action)?.[1] ?? records.length)]
    if (chosen !== undefined) await removeDeviceKey(storage, enrolUrl, chosen.record.id)
  }

  async #work(
    title: LocalizedText,
    run: (signal: AbortSignal) => Promise<void>,
  ): Promise<FormProblem | undefined> {
    try {
      const { prompts, signal } = this.#context
      await prompts.working((_, stopped) => run(AbortSignal.any([stopped, signal])), title)
      return undefined
    } catch (error) {
      this.#context.signal.throwIfAborted()
      if (!(error instanceof ClientError) || error.code === 'DEVICE_STORAGE_REFUSED') throw error
      const { code, what, triesLeft, texts } = error
      return {
        code,
        ...(what === undefined ? {} : { what }),
        ...(triesLeft === undefined ? {} : { triesLeft }),
        ...(texts === undefined ? {} : { texts }),
      }
    }
  }
}

/** This device's clock: a hint only. The authority and the portal go by theirs. */
function now(): number {
  return Date.now()
}
