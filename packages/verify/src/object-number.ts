const numbers = new WeakMap<object, number>()
let last = 0

/** A number for an object that no other object ever has: short keys for what is compared by identity. Never shown. */
export function objectNumber(object: object): number {
  let number = numbers.get(object)
  if (number === undefined) {
    number = ++last
    numbers.set(object, number)
  }
  return number
}
