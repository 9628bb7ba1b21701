import { execute, type Input, kindOf } from './execute.js'
import { concat } from './tlv-tree.js'

/** Executions that making a finding smaller may take. */
const maxExecutions = 600

/**
 * Takes octets away from each part for as long as the same promise is broken.
 * @param onExecution - Called before each execution, so that the watching thread sees that something goes on.
 */
export async function minimise(
  input: Input,
  kind: string,
  onExecution: () => void,
): Promise<readonly Uint8Array[]> {
  let parts = [...input.parts]
  let left = maxExecutions
  const fails = async (candidate: readonly Uint8Array[]): Promise<boolean> => {
    left -= 1
    onExecution()
    try {
      await execute({ ...input, parts: candidate })
      return false
    } catch (error) {
      return kindOf(error) === kind
    }
  }
  for (let index = 0; index < parts.length; index++) {
    for (
      let size = Math.ceil((parts[index]?.length ?? 0) / 2);
      size >= 1;
      size = Math.floor(size / 2)
    ) {
      for (let at = 0; left > 0 && at < (parts[index]?.length ?? 0);) {
        const bytes = parts[index] ?? new Uint8Array(0)
        const without = concat([bytes.subarray(0, at), bytes.subarray(at + size)])
        const candidate = parts.map((part, i) => (i === index ? without : part))
        if (await fails(candidate)) parts = candidate
        else at += size
      }
    }
  }
  return parts
}
