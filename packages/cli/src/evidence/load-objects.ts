import { readEncodedObjects } from '@chopmark/core'
import { CliError } from '../cli-error.js'
import { readInput } from './read-input.js'

/** The objects of a file; at least one. */
export type Objects = readonly [Uint8Array, ...Uint8Array[]]

/**
 * The DER objects of a file: DER values, every block of a PEM file, or bare base64, told apart by content. Bytes that are
 * none of these are one object as they are: what is made of it says at which byte it breaks.
 * @throws CliError when the file cannot be read.
 */
export function readObjects(path: string): Objects {
  const bytes = readInput(path)
  const objects = readEncodedObjects(bytes)
  const [first, ...rest] = objects.ok ? objects.value.map((object) => object.bytes) : [bytes]
  return [first ?? bytes, ...rest]
}

/**
 * The same for files that must hold DER or PEM.
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
