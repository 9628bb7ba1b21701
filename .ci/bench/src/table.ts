/** Prints rows under a head, columns as wide as they need: readable as it is, and a Markdown table. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (i === 0 ? (cells[i] ?? '').padEnd(width) : (cells[i] ?? '').padStart(width))).join(' | ')} |`
  console.log(line(head))
  console.log(
    `| ${widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`,
  )
  for (const row of rows) console.log(line(row))
}

export function number(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

/** `2.4 ×`; nothing where there is nothing to compare with. */
export function times(value: number, of: number | undefined): string {
  return of === undefined ? '–' : `${number(value / of)} ×`
}

export function megabytes(bytes: number): string {
  return `${number(bytes / 1e6)} MB`
}

export function section(title: string, ...notes: readonly string[]): void {
  console.log(`\n## ${title}\n`)
  for (const note of notes) console.log(note)
  if (notes.length > 0) console.log()
}
