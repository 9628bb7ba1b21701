/** All ones when the number is 0, else 0, without a branch. For whole numbers from 0 to 2^31 - 1. */
export function maskIfZero(number: number): number {
  return (number - 1) >> 31
}
