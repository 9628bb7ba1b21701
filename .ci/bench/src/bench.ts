/** What every section is given. */
export interface Bench {
  /** The folder `bench`. */
  readonly here: string
  /** For made files; holds the bundled children and is deleted at the end. */
  readonly folder: string
  /** Counted rounds of an interleaved measurement. */
  readonly rounds: number
}
