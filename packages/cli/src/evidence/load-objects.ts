import { readEncodedObjects } from '@chopmark/core'
import { CliError } from '../cli-error.js'
import { readInput } from './read-input.js'

/**
 * The DER objects of a file: one DER value, or every block of a PEM file, told apart by content.
 * @throws CliError when the file cannot be read or holds neither.
 */
export function loadObjects(path: string): readonly Uint8Array[] {
  const objects = readEncodedObjects(readInput(path))
  if (!objects.ok) {
    throw new CliError(
      `${path} is neither DER nor PEM (${objects.reason} at byte ${objects.offset}).`,
    )
  }
  return objects.value.map(({ bytes }) => bytes)
}

/** The first object of a file. */
export function loadObject(path: string): Uint8Array {
  const [first] = loadObjects(path)
  if (first === undefined) throw new CliError(`${path} holds no PEM block.`)
  return first
}
